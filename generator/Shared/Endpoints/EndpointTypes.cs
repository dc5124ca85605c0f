using Microsoft.CodeAnalysis;

namespace Needs.Endpoints;

/// <summary>Questions about the types of an endpoint's parameters.</summary>
internal static class EndpointTypes
{
    /// <summary>The type without its <c>?</c>, be it <see cref="Nullable{T}"/> or an annotation.</summary>
    public static ITypeSymbol WithoutNullable(this ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : type.WithNullableAnnotation(NullableAnnotation.NotAnnotated);

    public static bool IsNullableValue(this ITypeSymbol type) =>
        type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    /// <summary>As minimal APIs see it: a default value, or a type that allows <see langword="null"/> or does not say.</summary>
    public static bool IsOptionalInRequest(this IParameterSymbol parameter) =>
        parameter.HasExplicitDefaultValue
        || parameter.Type.IsNullableValue()
        || (!parameter.Type.IsValueType && parameter.Type.NullableAnnotation != NullableAnnotation.NotAnnotated);

    /// <summary>The element of an array or of a common collection that a list can be handed to.</summary>
    public static ITypeSymbol? ElementOf(ITypeSymbol type, out ValueCollection collection)
    {
        collection = ValueCollection.Array;
        if (type is IArrayTypeSymbol { Rank: 1 } array) return array.ElementType;
        if (type is not INamedTypeSymbol { TypeArguments.Length: 1 } named) return null;
        if (named.HasName("System.Collections.Generic.List`1")) collection = ValueCollection.List;
        else if (!Collections.Any(named.HasName)) return null;
        return named.TypeArguments[0];
    }

    private static readonly string[] Collections =
    [
        "System.Collections.Generic.IEnumerable`1",
        "System.Collections.Generic.IReadOnlyCollection`1",
        "System.Collections.Generic.IReadOnlyList`1",
        "System.Collections.Generic.ICollection`1",
        "System.Collections.Generic.IList`1",
    ];
}
