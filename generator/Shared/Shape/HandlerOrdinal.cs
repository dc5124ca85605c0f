using Microsoft.CodeAnalysis;

namespace Needs;

/// <summary>Numbers the handlers of one name in a type.</summary>
internal static class HandlerOrdinal
{
    /// <summary>1 for the first handler of its name, 2 for the next, in source order.</summary>
    public static int Of(IMethodSymbol method) => 1 + method.ContainingType.GetMembers(method.Name)
        .OfType<IMethodSymbol>()
        .TakeWhile(sibling => !SymbolEqualityComparer.Default.Equals(sibling, method))
        .Count(HandlerShape.IsHandler);
}
