using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Needs.Testing.Metering;

/// <summary>
/// An analyzer with a meter at each of its actions. What the compiler does anyway, binding above all, is not in the figures;
/// and no other analyzer's work is.
/// </summary>
internal sealed class MeteredAnalyzer(DiagnosticAnalyzer inner, Meter meter) : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => inner.SupportedDiagnostics;

    // Never concurrent: a meter is for one thread.
    public override void Initialize(AnalysisContext context) => inner.Initialize(new MeteredAnalysisContext(context, meter));
}
