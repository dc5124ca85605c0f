using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Needs.Testing.Metering;

/// <summary>What one run of analyzers took, of that what went into single methods, and what they found.</summary>
public sealed record AnalyzerCost(
    TimeSpan Cpu, long AllocatedBytes, IReadOnlyDictionary<IMethodSymbol, TimeSpan> Methods, ImmutableArray<Diagnostic> Reports)
{
    /// <summary>
    /// A build: runs the analyzers on one thread, each action metered. Nothing that an earlier run bound or found is there to be used again.
    /// </summary>
    /// <exception cref="InvalidOperationException">An analyzer threw.</exception>
    public static Task<AnalyzerCost> OfAsync(
        IEnumerable<DiagnosticAnalyzer> analyzers, Compilation compilation, AnalyzerOptions? options = null, CancellationToken cancellation = default) =>
        OfAsync(analyzers, compilation, options, run => run.GetAnalyzerDiagnosticsAsync(cancellation));

    /// <summary>The same for an editor that shows one file.</summary>
    /// <exception cref="InvalidOperationException">An analyzer threw.</exception>
    public static Task<AnalyzerCost> OfFileAsync(
        IEnumerable<DiagnosticAnalyzer> analyzers, Compilation compilation, SyntaxTree file, AnalyzerOptions? options = null, CancellationToken cancellation = default) =>
        OfAsync(
            analyzers,
            compilation,
            options,
            run => run.GetAnalyzerSemanticDiagnosticsAsync(run.Compilation.GetSemanticModel(file), filterSpan: null, cancellation));

    private static async Task<AnalyzerCost> OfAsync(
        IEnumerable<DiagnosticAnalyzer> analyzers,
        Compilation compilation,
        AnalyzerOptions? options,
        Func<CompilationWithAnalyzers, Task<ImmutableArray<Diagnostic>>> find)
    {
        var meter = new Meter();
        var run = compilation.Clone().WithAnalyzers(
            [.. analyzers.Select(analyzer => new MeteredAnalyzer(analyzer, meter))],
            new CompilationWithAnalyzersOptions(
                options ?? new AnalyzerOptions([]),
                (thrown, _, _) => throw new InvalidOperationException($"an analyzer threw: {thrown}"),
                concurrentAnalysis: false,
                logAnalyzerExecutionTime: false));
        var reports = await find(run).ConfigureAwait(false);
        return new AnalyzerCost(meter.Cpu, meter.AllocatedBytes, meter.Methods, reports);
    }
}
