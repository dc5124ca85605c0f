using Microsoft.CodeAnalysis;

namespace Needs.Generator;

/// <summary>Writes down how an <c>init</c> accessor is called past the compiler: its signature must be that of the declaration.</summary>
internal static class FormAccessorParser
{
    public static FormAccessorSpec Parse(IPropertySymbol property)
    {
        var declared = property.OriginalDefinition;
        var parameters = TypeParameters(declared.ContainingType).ToList();
        return new(
            declared.SetMethod!.MetadataName,
            TypeNames.Of(declared.ContainingType, nullable: true),
            TypeNames.Of(declared.Type, nullable: true),
            declared.ContainingType.IsValueType,
            parameters.Count == 0 ? "" : $"<{string.Join(", ", parameters.Select(Declare))}>",
            parameters.Select(Constraint).OfType<string>().ToEquatableArray(),
            parameters.Count == 0 ? "" : $"<{string.Join(", ", TypeArguments(property.ContainingType))}>");
    }

    private static IEnumerable<ITypeParameterSymbol> TypeParameters(INamedTypeSymbol type) =>
        type.ContainingType is { } outer ? TypeParameters(outer).Concat(type.TypeParameters) : type.TypeParameters;

    private static IEnumerable<string> TypeArguments(INamedTypeSymbol type)
    {
        var own = type.TypeArguments.Select(argument => TypeNames.Of(argument, nullable: true));
        return type.ContainingType is { } outer ? TypeArguments(outer).Concat(own) : own;
    }

    private static string Declare(ITypeParameterSymbol parameter) =>
        string.Concat(CopiedAttributes.OfTypeParameter(parameter).Select(attribute => $"[{attribute}] ")) + Identifiers.Escape(parameter.Name);

    private static string? Constraint(ITypeParameterSymbol parameter) =>
        Constraints.Of(parameter, nullable: true) is { } constraints ? $"where {Identifiers.Escape(parameter.Name)} : {constraints}" : null;
}
