using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Needs.Testing.Metering;

/// <remarks>A control flow graph that the analyzer asks for here is made anew: only the compiler's own context has it at hand.</remarks>
internal sealed class MeteredOperationBlockStart(OperationBlockStartAnalysisContext context, Meter meter)
    : OperationBlockStartAnalysisContext(context.OperationBlocks, context.OwningSymbol, context.Compilation, context.Options, context.CancellationToken)
{
    public static Action<OperationBlockStartAnalysisContext> Around(Action<OperationBlockStartAnalysisContext> action, Meter meter) =>
        meter.Around<OperationBlockStartAnalysisContext>(start => action(new MeteredOperationBlockStart(start, meter)));

    public override void RegisterOperationBlockEndAction(Action<OperationBlockAnalysisContext> action) =>
        context.RegisterOperationBlockEndAction(meter.Around(action));

    public override void RegisterOperationAction(Action<OperationAnalysisContext> action, ImmutableArray<OperationKind> operationKinds) =>
        context.RegisterOperationAction(meter.Around(action), operationKinds);
}
