using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Needs.Testing;

/// <summary>What one run of the generator gave.</summary>
public sealed class GeneratorResult
{
    internal GeneratorResult(CSharpCompilation input, Compilation output, GeneratorDriverRunResult run)
    {
        Input = input;
        Output = output;
        Run = run.Results[0];
        Sources = TextsOf(Run);
    }

    public CSharpCompilation Input { get; }

    /// <summary>The code under test together with what was generated for it.</summary>
    public Compilation Output { get; }

    public GeneratorRunResult Run { get; }

    /// <summary>The generated files by hint name.</summary>
    public IReadOnlyDictionary<string, string> Sources { get; }

    /// <summary>The text of the only generated file.</summary>
    public string Source => Sources.Values.Single();

    public bool IsGenerated(SyntaxTree? tree) => Run.GeneratedSources.Any(source => source.SyntaxTree == tree);

    /// <summary>The generated files of a run by hint name.</summary>
    public static Dictionary<string, string> TextsOf(GeneratorRunResult run) => run.GeneratedSources
        .ToDictionary(source => source.HintName, source => source.SourceText.ToString());

    /// <summary>Compiles to memory and loads the result.</summary>
    public System.Reflection.Assembly Load()
    {
        using var image = new MemoryStream();
        var emitted = Output.Emit(image);
        if (!emitted.Success) throw new InvalidOperationException(string.Join('\n', emitted.Diagnostics));
        return System.Reflection.Assembly.Load(image.ToArray());
    }
}
