using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Needs.Testing.Verification;

/// <summary>One run of analyzers, with the generator in the compilation, over sources with markup.</summary>
public class AnalyzerTest
{
    public required ImmutableArray<DiagnosticAnalyzer> Analyzers { get; init; }

    /// <summary>The id that <c>[|…|]</c> stands for; the analyzers' only one unless set.</summary>
    public string? DefaultId { get; init; }

    public ImmutableArray<MetadataReference> References { get; init; } = TestProject.Web;

    public LanguageVersion LanguageVersion { get; init; } = LanguageVersion.Latest;

    public ImmutableArray<string> Usings { get; init; } = TestProject.DefaultUsings;

    public OutputKind OutputKind { get; init; } = OutputKind.DynamicallyLinkedLibrary;

    /// <summary>Rules that are off by default and on here.</summary>
    public ImmutableArray<string> EnabledIds { get; init; } = [];

    /// <summary>The text of the file Test0.cs, with markup.</summary>
    public string TestCode
    {
        init => Sources = [("Test0.cs", value)];
    }

    /// <summary>Several files, with markup.</summary>
    public ImmutableArray<(string Name, string Text)> Sources { get; init; }

    public ImmutableArray<DiagnosticResult> ExpectedDiagnostics { get; init; } = [];

    /// <summary>Asserts that exactly the marked and expected diagnostics are there, the compiler's errors included.</summary>
    public virtual Task RunAsync() => VerifyDiagnosticsAsync(Parse(Sources));

    protected async Task VerifyDiagnosticsAsync(ImmutableArray<(string Name, Markup Markup)> files)
    {
        var compilation = Project(files).CompileWithGenerator();
        var reported = await Reported.ByAsync(Analyzers, compilation).ConfigureAwait(false);
        DiagnosticComparison.AssertEqual(files, ExpectedDiagnostics, reported);
    }

    protected ImmutableArray<(string Name, Markup Markup)> Parse(ImmutableArray<(string Name, string Text)> sources)
    {
        var ids = Analyzers.SelectMany(a => a.SupportedDiagnostics).Select(d => d.Id).Distinct().ToArray();
        var defaultId = DefaultId ?? (ids.Length == 1 ? ids[0] : null);
        return [.. sources.Select(source => (source.Name, Markup.Parse(source.Text, defaultId)))];
    }

    protected TestProject Project(ImmutableArray<(string Name, Markup Markup)> files) => new()
    {
        Files = [.. files.Select(file => (file.Name, file.Markup.Source))],
        References = References,
        LanguageVersion = LanguageVersion,
        Usings = Usings,
        OutputKind = OutputKind,
        EnabledIds = EnabledIds,
    };
}
