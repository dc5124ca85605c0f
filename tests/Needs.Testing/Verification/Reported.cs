using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Needs.Testing.Verification;

/// <summary>Runs analyzers over a compilation as a build does.</summary>
public static class Reported
{
    /// <summary>
    /// The compiler's errors and everything the analyzers report, with suppressions applied;
    /// an analyzer that throws shows as AD0001.
    /// </summary>
    public static async Task<ImmutableArray<Diagnostic>> ByAsync(
        ImmutableArray<DiagnosticAnalyzer> analyzers, Compilation compilation, AnalyzerOptions? options = null)
    {
        var all = await compilation
            .WithAnalyzers(analyzers, options)
            .GetAllDiagnosticsAsync()
            .ConfigureAwait(false);

        return
        [
            .. all.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error || !IsCompilers(diagnostic))
                .OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start),
        ];
    }

    private static bool IsCompilers(Diagnostic diagnostic) => diagnostic.Id.StartsWith("CS", StringComparison.Ordinal);
}
