using Microsoft.CodeAnalysis;

namespace Needs;

/// <summary>The attributes that make a method a handler: <c>[NeedsDb]</c> and <c>[NeedsForm]</c>, on it or on its parameters.</summary>
internal static class HandlerAttributes
{
    public static bool IsHandlerAttribute(this ITypeSymbol? type) => type.IsNeedsDb() || type.IsNeedsForm();

    /// <summary>All of them: what is lent first, then the form; those of the method before those of its parameters.</summary>
    public static List<AttributeData> Of(IMethodSymbol method)
    {
        method = method.PartialDefinitionPart ?? method;
        var found = new List<AttributeData>();
        Add(method, SymbolFacts.IsNeedsDb, found);
        Add(method, SymbolFacts.IsNeedsForm, found);
        return found;
    }

    private static void Add(IMethodSymbol method, Func<ITypeSymbol?, bool> isWanted, List<AttributeData> found)
    {
        AddOf(method, isWanted, found);
        foreach (var parameter in method.Parameters) AddOf(parameter, isWanted, found);
    }

    private static void AddOf(ISymbol symbol, Func<ITypeSymbol?, bool> isWanted, List<AttributeData> found)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (isWanted(attribute.AttributeClass)) found.Add(attribute);
        }
    }
}
