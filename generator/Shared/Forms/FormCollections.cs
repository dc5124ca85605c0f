using Microsoft.CodeAnalysis;
using Needs.Endpoints;

namespace Needs.Forms;

/// <summary>The collections that fields are put in.</summary>
internal static class FormCollections
{
    private static readonly Dictionary<string, FormCollection> Lists = new(StringComparer.Ordinal)
    {
        ["System.Collections.Generic.List`1"] = FormCollection.List,
        ["System.Collections.Generic.IList`1"] = FormCollection.List,
        ["System.Collections.Generic.ICollection`1"] = FormCollection.List,
        ["System.Collections.Generic.IEnumerable`1"] = FormCollection.List,
        ["System.Collections.Generic.IReadOnlyList`1"] = FormCollection.List,
        ["System.Collections.Generic.IReadOnlyCollection`1"] = FormCollection.List,
        ["System.Collections.Generic.HashSet`1"] = FormCollection.HashSet,
        ["System.Collections.Generic.ISet`1"] = FormCollection.HashSet,
        ["System.Collections.Generic.IReadOnlySet`1"] = FormCollection.HashSet,
        ["System.Collections.Immutable.ImmutableArray`1"] = FormCollection.ImmutableArray,
        ["System.Collections.Immutable.ImmutableList`1"] = FormCollection.ImmutableList,
        ["System.Collections.Immutable.IImmutableList`1"] = FormCollection.ImmutableList,
        ["System.Collections.Immutable.ImmutableHashSet`1"] = FormCollection.ImmutableHashSet,
        ["System.Collections.Immutable.IImmutableSet`1"] = FormCollection.ImmutableHashSet,
    };

    private static readonly string[] Maps =
    [
        "System.Collections.Generic.Dictionary`2",
        "System.Collections.Generic.IDictionary`2",
        "System.Collections.Generic.IReadOnlyDictionary`2",
    ];

    /// <summary>Whether the type is a list of something.</summary>
    public static bool IsList(ITypeSymbol type, out ITypeSymbol element, out FormCollection collection)
    {
        element = type;
        collection = FormCollection.Array;
        if (type is IArrayTypeSymbol { Rank: 1 } array)
        {
            element = array.ElementType;
            return true;
        }

        if (type is not INamedTypeSymbol { Arity: 1, ContainingType: null } named) return false;
        foreach (var (name, kind) in Lists.Select(pair => (pair.Key, pair.Value)))
        {
            if (!named.HasName(name)) continue;
            element = named.TypeArguments[0];
            collection = kind;
            return true;
        }

        return false;
    }

    /// <summary>Whether the type has values by key.</summary>
    public static bool IsMap(ITypeSymbol type, out ITypeSymbol key, out ITypeSymbol value)
    {
        key = value = type;
        if (type is not INamedTypeSymbol { Arity: 2, ContainingType: null } named || !Maps.Any(named.HasName)) return false;
        key = named.TypeArguments[0];
        value = named.TypeArguments[1];
        return true;
    }
}
