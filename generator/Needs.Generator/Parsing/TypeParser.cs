using Microsoft.CodeAnalysis;

namespace Needs.Generator;

internal static class TypeParser
{
    public static TypeSpec Parse(INamedTypeSymbol type)
    {
        var chain = new Stack<ContainingTypeSpec>();
        for (var current = type; current is not null; current = current.ContainingType)
            chain.Push(new(KeywordOf(current), Identifiers.Escape(current.Name) + TypeParametersOf(current)));

        return new TypeSpec
        {
            Namespace = TypeNames.Of(type.ContainingNamespace),
            Chain = chain.ToEquatableArray(),
            FullName = TypeNames.Of(type, nullable: false),
            IsStruct = type.IsValueType,
        };
    }

    private static string KeywordOf(INamedTypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Interface } => "interface",
        { IsRecord: true, IsValueType: true } => "record struct",
        { IsRecord: true } => "record",
        { IsValueType: true } => "struct",
        _ => "class",
    };

    private static string TypeParametersOf(INamedTypeSymbol type)
    {
        if (type.TypeParameters.IsEmpty) return "";
        return $"<{string.Join(", ", type.TypeParameters.Select(Declare))}>";
    }

    private static string Declare(ITypeParameterSymbol parameter)
    {
        var variance = parameter.Variance switch
        {
            VarianceKind.In => "in ",
            VarianceKind.Out => "out ",
            _ => "",
        };
        return variance + Identifiers.Escape(parameter.Name);
    }
}
