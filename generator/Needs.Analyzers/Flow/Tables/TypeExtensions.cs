using Microsoft.CodeAnalysis;

namespace Needs.Analyzers.Flow;

internal static class TypeExtensions
{
    public static bool InheritsFrom(this ITypeSymbol type, ITypeSymbol ancestor)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, ancestor))
                return true;
        }

        return false;
    }

    /// <summary>Whether all values of a type are of another one too.</summary>
    public static bool IsSurely(this ITypeSymbol type, ITypeSymbol other) =>
        type.InheritsFrom(other.OriginalDefinition)
        || type.AllInterfaces.Any(i => SymbolEqualityComparer.Default.Equals(i.OriginalDefinition, other.OriginalDefinition))
        || type is ITypeParameterSymbol parameter && parameter.ConstraintTypes.Any(constraint => constraint.IsSurely(other));

    public static bool IsDisposable(this ITypeSymbol type) =>
        IsDisposableInterface(type) || type.AllInterfaces.Any(IsDisposableInterface);

    public static bool IsDisposableInterface(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_IDisposable
        || type is { Name: "IAsyncDisposable", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    public static bool IsNullable(this ITypeSymbol type) => type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    public static bool IsInSource(this ISymbol symbol) => symbol.OriginalDefinition.DeclaringSyntaxReferences.Length > 0;

    /// <summary>Whether a namespace is, or is inside of, the one of the given dotted name.</summary>
    public static bool IsWithin(this INamespaceSymbol? space, string name)
    {
        for (; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            if (Matches(space, name))
                return true;
        }

        return false;
    }

    private static bool Matches(INamespaceSymbol space, string name)
    {
        var end = name.Length;
        for (var current = space; ; current = current.ContainingNamespace)
        {
            if (current.IsGlobalNamespace)
                return end < 0;

            var start = end - current.Name.Length;
            if (start < 0 || string.CompareOrdinal(name, start, current.Name, 0, current.Name.Length) != 0 || (start > 0 && name[start - 1] != '.'))
                return false;
            end = start - 1;
        }
    }
}
