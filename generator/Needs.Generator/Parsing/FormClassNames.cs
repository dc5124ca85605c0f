using Microsoft.CodeAnalysis;

namespace Needs.Generator;

/// <summary>Names the classes that are generated for forms. The name depends on the type alone, so that all handlers mean the same one.</summary>
internal static class FormClassNames
{
    /// <summary>The namespace of all of them.</summary>
    public const string Namespace = "Needs.Generated";

    private const int LongestName = 120;

    /// <summary>Such as <c>Shop_NewOrderForm</c>; with a hash where that might mean another type, too.</summary>
    public static string Of(INamedTypeSymbol type, string ending)
    {
        var name = type.Name;
        var isPlain = type.Arity == 0;
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            isPlain = false;
            name = $"{outer.Name}_{name}";
        }

        for (var space = type.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
            name = $"{space.Name}_{name}";
        isPlain &= type.ContainingNamespace.IsGlobalNamespace ? name.IndexOf('_') < 0 : name.Count(letter => letter == '_') == Depth(type.ContainingNamespace);
        if (isPlain && name.Length <= LongestName) return name + ending;
        if (name.Length > LongestName) name = name.Substring(0, LongestName);
        return $"{name}_{StableHash.Of(TypeNames.Of(type, nullable: true)):x8}{ending}";
    }

    /// <summary>From anywhere in code.</summary>
    public static string Full(INamedTypeSymbol type, string ending) => $"global::{Namespace}.{Of(type, ending)}";

    private static int Depth(INamespaceSymbol space)
    {
        var depth = 0;
        for (; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace) depth++;
        return depth;
    }
}
