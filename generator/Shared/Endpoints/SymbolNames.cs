using Microsoft.CodeAnalysis;

namespace Needs.Endpoints;

/// <summary>Finds symbols by the names of <see cref="AspNetCoreNames"/>, without looking them up in the compilation.</summary>
internal static class SymbolNames
{
    /// <summary>Whether the type, or the generic type it is made from, has this metadata name (no nested types).</summary>
    public static bool HasName(this ITypeSymbol? type, string fullName)
    {
        // The name first: the compiler puts the metadata name of a generic type together each time.
        if (type is not INamedTypeSymbol { ContainingType: null } || !StartsAt(fullName, fullName.LastIndexOf('.') + 1, type.Name)) return false;
        var name = type.MetadataName;
        if (!fullName.EndsWith(name, StringComparison.Ordinal)) return false;

        var end = fullName.Length - name.Length;
        for (var space = type.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            var start = end - 1 - space.Name.Length;
            if (start < 0 || fullName[end - 1] != '.' || !StartsAt(fullName, start, space.Name)) return false;
            end = start;
        }

        return end == 0;
    }

    private static bool StartsAt(string text, int start, string part) => string.CompareOrdinal(text, start, part, 0, part.Length) == 0;

    public static bool Derives(this ITypeSymbol? type, string fullName)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.HasName(fullName)) return true;
        }

        return false;
    }

    public static bool Implements(this ITypeSymbol? type, string fullName)
    {
        if (type is null) return false;
        if (type.HasName(fullName)) return true;
        foreach (var candidate in type.InterfaceDefinitions())
        {
            if (candidate.HasName(fullName)) return true;
        }

        return false;
    }

    /// <summary>The first attribute whose class implements the interface.</summary>
    public static AttributeData? AttributeImplementing(this ISymbol symbol, string fullName)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass.Implements(fullName)) return attribute;
        }

        return null;
    }

    /// <summary>The first attribute of that class or of one derived from it.</summary>
    public static AttributeData? AttributeDeriving(this ISymbol symbol, string fullName)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass.Derives(fullName)) return attribute;
        }

        return null;
    }

    /// <summary>What <c>Name = "…"</c> of an attribute says, or <see langword="null"/>.</summary>
    public static T? Named<T>(this AttributeData attribute, string name)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == name && argument.Value is { Kind: not TypedConstantKind.Array, Value: T value }) return value;
        }

        return default;
    }
}
