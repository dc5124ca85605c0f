using Microsoft.CodeAnalysis;

namespace Needs;

/// <summary>Numbers the handlers of one name in a type.</summary>
internal static class HandlerOrdinal
{
    /// <summary>1 for the first handler of its name, 2 for the next, in source order.</summary>
    public static int Of(IMethodSymbol method)
    {
        var ordinal = 1;
        foreach (var sibling in method.ContainingType.GetMembers(method.Name))
        {
            if (SymbolEqualityComparer.Default.Equals(sibling, method)) break;
            if (sibling is IMethodSymbol earlier && HandlerShape.IsHandler(earlier)) ordinal++;
        }

        return ordinal;
    }
}
