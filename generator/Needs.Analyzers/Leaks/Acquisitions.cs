using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Needs.Analyzers.Flow;

namespace Needs.Analyzers.Leaks;

/// <summary>Tells cheaply whether a body can acquire anything: most can't, and are not looked at further.</summary>
internal static class Acquisitions
{
    public static bool AreIn(IOperation block, Analysis analysis)
    {
        foreach (var operation in block.Descendants())
        {
            switch (operation)
            {
                case IInvocationOperation call when Gives(call.TargetMethod, analysis):
                case IObjectCreationOperation creation when analysis.Types.KindOf(creation.Type) is var kind && kind.IsResource() || analysis.Types.Carries(operation.Type)
                    || creation.Constructor is { } constructor && analysis.Names.Acquires(constructor):
                case ITypeParameterObjectCreationOperation or IDynamicInvocationOperation when analysis.Types.KindOf(operation.Type).IsResource():
                case IPropertyReferenceOperation property when property.Property.IsInSource() && analysis.Types.KindOf(property.Type).IsResource():
                    return true;
            }
        }

        return false;
    }

    private static bool Gives(IMethodSymbol method, Analysis analysis) =>
        IsGiver(method.OriginalDefinition, analysis)
        || (method.IsGenericMethod || method.ContainingType is { IsGenericType: true }) && analysis.Types.MayGive(method);

    private static bool IsGiver(IMethodSymbol method, Analysis analysis)
    {
        if (!analysis.Givers.TryGetValue(method, out var gives))
            analysis.Givers.TryAdd(method, gives = Find(method, analysis));
        return gives;
    }

    private static bool Find(IMethodSymbol method, Analysis analysis) =>
        analysis.Types.MayGive(method)
        || analysis.Names.Acquires(method)
        || method.Parameters.Any(parameter => parameter.RefKind is RefKind.Out or RefKind.Ref && analysis.Types.MayHold(parameter.Type));
}
