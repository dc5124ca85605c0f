using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Needs.Testing.Metering;

/// <summary>What one run of analyzers over a whole compilation took, and what they found.</summary>
public sealed record AnalyzerCost(TimeSpan Cpu, long AllocatedBytes, ImmutableArray<Diagnostic> Reports)
{
    /// <summary>Runs the analyzers on one thread, each action metered. Nothing that an earlier run bound or found is there to be used again.</summary>
    /// <exception cref="InvalidOperationException">An analyzer threw.</exception>
    public static async Task<AnalyzerCost> OfAsync(
        IEnumerable<DiagnosticAnalyzer> analyzers, Compilation compilation, AnalyzerOptions? options = null, CancellationToken cancellation = default)
    {
        var meter = new Meter();
        var run = compilation.Clone().WithAnalyzers(
            [.. analyzers.Select(analyzer => new MeteredAnalyzer(analyzer, meter))],
            new CompilationWithAnalyzersOptions(
                options ?? new AnalyzerOptions([]),
                (thrown, _, _) => throw new InvalidOperationException($"an analyzer threw: {thrown}"),
                concurrentAnalysis: false,
                logAnalyzerExecutionTime: false));
        var reports = await run.GetAnalyzerDiagnosticsAsync(cancellation).ConfigureAwait(false);
        return new AnalyzerCost(meter.Cpu, meter.AllocatedBytes, reports);
    }
}
