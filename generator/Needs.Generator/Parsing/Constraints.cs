using Microsoft.CodeAnalysis;

namespace Needs.Generator;

/// <summary>Writes what follows the colon of a <c>where</c> clause.</summary>
internal static class Constraints
{
    public static string? Of(ITypeParameterSymbol parameter, bool nullable)
    {
        var parts = new List<string>();
        if (KindOf(parameter, nullable) is { } kind) parts.Add(kind);
        for (var i = 0; i < parameter.ConstraintTypes.Length; i++)
        {
            var annotated = parameter.ConstraintTypes[i].WithNullableAnnotation(parameter.ConstraintNullableAnnotations[i]);
            parts.Add(TypeNames.Of(annotated, nullable));
        }

        if (parameter is { HasConstructorConstraint: true, HasValueTypeConstraint: false }) parts.Add("new()");
        if (parameter.AllowsRefLikeType) parts.Add("allows ref struct");
        return parts.Count == 0 ? null : string.Join(", ", parts);
    }

    private static string? KindOf(ITypeParameterSymbol parameter, bool nullable) => parameter switch
    {
        { HasUnmanagedTypeConstraint: true } => "unmanaged",
        { HasValueTypeConstraint: true } => "struct",
        { HasReferenceTypeConstraint: true } =>
            nullable && parameter.ReferenceTypeConstraintNullableAnnotation == NullableAnnotation.Annotated ? "class?" : "class",
        { HasNotNullConstraint: true } => "notnull",
        _ => null,
    };
}
