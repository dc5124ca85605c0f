using Microsoft.CodeAnalysis;

namespace Needs;

/// <summary>Questions about symbols, answered by name: no look-up in a compilation, so they work in the parser as in an analyzer.</summary>
internal static class SymbolFacts
{
    private const int DeepestConstraint = 16;

    public static bool IsNeedsDb(this ITypeSymbol? type) => type is { Name: "NeedsDbAttribute" } && type.Is("NeedsDbAttribute", "Needs");

    public static bool IsNeedsForm(this ITypeSymbol? type) => type is { Name: "NeedsFormAttribute" } && type.Is("NeedsFormAttribute", "Needs");

    public static bool IsFormData(this ITypeSymbol type) => type.Is("FormData", "Needs");

    public static bool IsConnection(this ITypeSymbol type) => type.IsOrImplements("IDbConnection");

    public static bool IsTransaction(this ITypeSymbol type) => type.IsOrImplements("IDbTransaction");

    public static bool IsCancellationToken(this ITypeSymbol type) => type.Is("CancellationToken", "System", "Threading");

    public static bool HasAttribute(this ISymbol symbol, string name, string first, string? second = null, string? third = null, string? fourth = null)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass.Is(name, first, second, third, fourth)) return true;
        }

        return false;
    }

    /// <summary>Whether a top-level type has this name in this namespace; type arguments don't count.</summary>
    // Asked so often that an array of the namespaces would be most of what the generator allocates.
    public static bool Is(this ITypeSymbol? type, string name, string first, string? second = null, string? third = null, string? fourth = null)
    {
        if (type is not { ContainingType: null, TypeKind: not TypeKind.Error } || type.Name != name) return false;
        var current = type.ContainingNamespace;
        return Leave(fourth) && Leave(third) && Leave(second) && Leave(first) && current is { IsGlobalNamespace: true };

        bool Leave(string? space)
        {
            if (space is null) return true;
            if (current is null || current.Name != space) return false;
            current = current.ContainingNamespace;
            return true;
        }
    }

    /// <summary>Whether the type can only live on the stack, or might, being a type parameter that allows it.</summary>
    public static bool IsStackOnly(this ITypeSymbol type) =>
        type.IsRefLikeType || type is ITypeParameterSymbol { AllowsRefLikeType: true };

    public static bool ContainsPointer(this ITypeSymbol type) => type switch
    {
        IPointerTypeSymbol or IFunctionPointerTypeSymbol => true,
        IArrayTypeSymbol array => array.ElementType.ContainsPointer(),
        INamedTypeSymbol named => named.TypeArguments.Any(ContainsPointer) || named.ContainingType?.ContainsPointer() == true,
        _ => false,
    };

    private static bool IsOrImplements(this ITypeSymbol type, string dataInterface, int depth = 0)
    {
        if (type is ITypeParameterSymbol parameter)
            return depth < DeepestConstraint && parameter.ConstraintTypes.Any(constraint => constraint.IsOrImplements(dataInterface, depth + 1));

        if (type.Is(dataInterface, "System", "Data")) return true;
        foreach (var implemented in type.InterfaceDefinitions())
        {
            if (implemented.Is(dataInterface, "System", "Data")) return true;
        }

        return false;
    }
}
