using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Needs.Testing.Metering;

internal static class MeteredCodeBlockStart
{
    public static Action<CodeBlockStartAnalysisContext<TKind>> Around<TKind>(Action<CodeBlockStartAnalysisContext<TKind>> action, Meter meter)
        where TKind : struct =>
        meter.Around<CodeBlockStartAnalysisContext<TKind>>(start => action(new Metered<TKind>(start, meter)));

    private sealed class Metered<TKind>(CodeBlockStartAnalysisContext<TKind> context, Meter meter)
        : CodeBlockStartAnalysisContext<TKind>(context.CodeBlock, context.OwningSymbol, context.SemanticModel, context.Options, context.CancellationToken)
        where TKind : struct
    {
        public override void RegisterCodeBlockEndAction(Action<CodeBlockAnalysisContext> action) =>
            context.RegisterCodeBlockEndAction(meter.Around(action));

        public override void RegisterSyntaxNodeAction(Action<SyntaxNodeAnalysisContext> action, ImmutableArray<TKind> syntaxKinds) =>
            context.RegisterSyntaxNodeAction(meter.Around(action), syntaxKinds);
    }
}
