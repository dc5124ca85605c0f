using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Needs.Analyzers.Tests.Cases;

namespace Needs.Analyzers.Tests.Robustness;

/// <summary>Runs of all rules that have cases, as text that two runs can be compared by.</summary>
internal static class RuleRun
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers = [.. CaseFamily.All.SelectMany(family => family.Analyzers)];

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>A build.</summary>
    /// <exception cref="InvalidOperationException">An analyzer threw.</exception>
    public static Task<ImmutableArray<string>> ReportsAsync(Compilation compilation, bool concurrent) =>
        ReportsAsync(compilation, concurrent, (run, cancellation) => run.GetAnalyzerDiagnosticsAsync(cancellation));

    /// <summary>An editor that shows one file.</summary>
    /// <exception cref="InvalidOperationException">An analyzer threw.</exception>
    public static Task<ImmutableArray<string>> ReportsAsync(Compilation compilation, SyntaxTree file) =>
        ReportsAsync(
            compilation,
            concurrent: true,
            (run, cancellation) => run.GetAnalyzerSemanticDiagnosticsAsync(run.Compilation.GetSemanticModel(file), filterSpan: null, cancellation));

    public static void AssertSame(ImmutableArray<string> expected, IEnumerable<string> actual)
    {
        var found = actual.ToList();
        var differences = expected.Except(found).Select(line => "- " + line).Concat(found.Except(expected).Select(line => "+ " + line));
        Assert.True(found.Count == expected.Length && !differences.Any(), $"{expected.Length} and {found.Count} reports:\n{string.Join('\n', differences)}");
    }

    private static async Task<ImmutableArray<string>> ReportsAsync(
        Compilation compilation, bool concurrent, Func<CompilationWithAnalyzers, CancellationToken, Task<ImmutableArray<Diagnostic>>> find)
    {
        Exception? thrown = null;
        var run = compilation.Clone().WithAnalyzers(
            Analyzers,
            new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([]),
                (exception, _, _) => thrown = exception,
                concurrent,
                logAnalyzerExecutionTime: false));

        using var patience = new CancellationTokenSource(Patience);
        var reports = await find(run, patience.Token);
        return thrown is null
            ? [.. reports.Select(Describe).Order(StringComparer.Ordinal)]
            : throw new InvalidOperationException("an analyzer threw", thrown);
    }

    private static string Describe(Diagnostic diagnostic) =>
        $"{diagnostic.Location.SourceTree?.FilePath} {diagnostic.Location.SourceSpan} {diagnostic.Id} {diagnostic.GetMessage(null)} "
        + string.Join(' ', diagnostic.AdditionalLocations.Select(location => $"{location.SourceTree?.FilePath} {location.SourceSpan}"));
}
