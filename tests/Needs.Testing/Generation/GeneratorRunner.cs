using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Needs.Generator;
using Xunit;

namespace Needs.Testing;

/// <summary>
/// Runs the generator over source text. Each run also asserts that the generator is silent, that the whole compiles without an error and
/// the output without a warning, that a second run says the same, and that an unrelated edit leaves every step cached.
/// </summary>
public sealed record GeneratorRunner
{
    public LanguageVersion LanguageVersion { get; init; } = LanguageVersion.Latest;

    public NullableContextOptions Nullable { get; init; } = NullableContextOptions.Enable;

    public string AssemblyName { get; init; } = "Shop";

    /// <summary>Whether the code under test references ASP.NET Core and Needs.AspNetCore.</summary>
    public bool AspNetCore { get; init; }

    /// <summary>References beyond the framework, Needs and the fake provider, such as a driver or another compilation.</summary>
    public ImmutableArray<MetadataReference> References { get; init; } = [];

    /// <summary>Whether the code under test is wrong on purpose; errors are then no failure, but the rest still holds.</summary>
    public bool AllowErrors { get; init; }

    public GeneratorResult Run(params string[] sources)
    {
        var compilation = Compile(sources);
        var driver = Drive(compilation, out var output);
        var result = new GeneratorResult(compilation, output, driver.GetRunResult());

        AssertSilent(result);
        AssertCompiles(result);
        AssertDeterministic(result);
        AssertCached(driver, compilation);
        return result;
    }

    /// <summary>The code under test by itself, as the generator sees it.</summary>
    public CSharpCompilation Compile(params string[] sources) => CSharpCompilation.Create(
        AssemblyName,
        sources.Select((source, index) => Parse(source, $"Source{index}.cs")),
        AllReferences(),
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            allowUnsafe: true,
            nullableContextOptions: Nullable,
            warningLevel: 9999,
            specificDiagnosticOptions: [new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)]));

    public SyntaxTree Parse(string source, string path = "Source.cs") => CSharpSyntaxTree.ParseText(source, ParseOptions, path);

    /// <summary>A driver that has run once over the compilation and records its steps.</summary>
    public GeneratorDriver Drive(CSharpCompilation compilation, out Compilation output) => CSharpGeneratorDriver
        .Create(
            [new NeedsGenerator().AsSourceGenerator()],
            parseOptions: ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true))
        .RunGeneratorsAndUpdateCompilation(compilation, out output, out _);

    private CSharpParseOptions ParseOptions => new(LanguageVersion, DocumentationMode.Diagnose);

    private IEnumerable<MetadataReference> AllReferences()
    {
        IEnumerable<MetadataReference> references = [.. TestReferences.Framework, TestReferences.Needs, TestReferences.Fakes, .. References];
        return AspNetCore ? references.Concat(TestReferences.AspNetCoreFramework).Append(TestReferences.NeedsAspNetCore) : references;
    }

    private static void AssertSilent(GeneratorResult result)
    {
        Assert.Null(result.Run.Exception);
        Assert.Empty(result.Run.Diagnostics);
    }

    private void AssertCompiles(GeneratorResult result)
    {
        var complaints = Diagnose(result.Output).Where(diagnostic =>
            diagnostic.Severity == DiagnosticSeverity.Error
                ? !AllowErrors
                : diagnostic.Severity == DiagnosticSeverity.Warning && result.IsGenerated(diagnostic.Location.SourceTree)).ToList();
        if (complaints.Count == 0) return;
        var files = complaints.Select(complaint => complaint.Location.SourceTree).Distinct().Where(result.IsGenerated);
        Assert.Fail($"{string.Join('\n', complaints)}\n\n{string.Join("\n\n", files)}");
    }

    /// <summary>Some complaints come only when code is really written.</summary>
    private ImmutableArray<Diagnostic> Diagnose(Compilation compilation) => AllowErrors
        ? compilation.GetDiagnostics()
        : compilation.Emit(Stream.Null, xmlDocumentationStream: Stream.Null).Diagnostics;

    private void AssertDeterministic(GeneratorResult result)
    {
        var again = GeneratorResult.TextsOf(Drive(result.Input, out _).GetRunResult().Results[0]);
        Assert.Equal(result.Sources, again);
    }

    private void AssertCached(GeneratorDriver driver, CSharpCompilation compilation)
    {
        var edited = compilation.AddSyntaxTrees(Parse("internal static class Unrelated { internal static int Number() => 1; }", "Unrelated.cs"));
        foreach (var tree in compilation.SyntaxTrees)
            edited = edited.ReplaceSyntaxTree(tree, Parse(tree + "\n// An unrelated edit.\n", tree.FilePath));

        var steps = IncrementalSteps.Of(driver.RunGenerators(edited));
        Assert.All(steps.Named, step => Assert.True(step.IsUnchanged, $"{step} was not cached after an unrelated edit"));
        Assert.All(steps.Outputs, step => Assert.True(step.IsUnchanged, $"{step} was written again after an unrelated edit"));
    }
}
