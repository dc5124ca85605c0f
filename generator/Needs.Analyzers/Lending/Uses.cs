using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Needs.Analyzers.Flow;

namespace Needs.Analyzers.Lending;

/// <summary>Tells cheaply whether a body does anything with connections.</summary>
internal static class Uses
{
    public static bool AreIn(IOperation block, Analysis analysis)
    {
        foreach (var operation in block.Descendants())
        {
            if (operation is IInvocationOperation call && IsUse(call, analysis))
                return true;
        }

        return false;
    }

    private static bool IsUse(IInvocationOperation call, Analysis analysis)
    {
        if (IsOfDatabase(call.Instance?.Type, analysis) || Loans.IsLend(call.TargetMethod))
            return true;
        foreach (var argument in call.Arguments)
        {
            if (IsOfDatabase(argument.Value.Type, analysis))
                return true;
        }

        return false;
    }

    private static bool IsOfDatabase(ITypeSymbol? type, Analysis analysis) =>
        type is { IsReferenceType: true } && analysis.Types.KindOfItself(type) is not (TrackedKind.None or TrackedKind.Resource or TrackedKind.Context) || type is not null && type.IsInSource() && analysis.Types.Carries(type);
}
