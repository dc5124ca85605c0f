using Microsoft.CodeAnalysis;
using Needs.Endpoints;

namespace Needs.Forms;

/// <summary>Decides what becomes of a member of which no field was sent.</summary>
internal static class FormAbsences
{
    /// <summary>That of a constructor's parameter.</summary>
    public static FormAbsence Of(IParameterSymbol parameter, FormTarget target) => parameter.HasExplicitDefaultValue
        ? FormAbsence.Default
        : MayBeNull(parameter.Type) ? FormAbsence.Nothing : WithoutValue(target, parameter.Type);

    /// <summary>That of a property or field.</summary>
    public static FormAbsence Of(ITypeSymbol type, FormTarget target, bool isRequired, Func<bool> mayHaveValue)
    {
        if (isRequired) return target.Kind switch
        {
            FormTargetKind.Flag or FormTargetKind.Flags => FormAbsence.Nothing,
            FormTargetKind.Object when !MayBeNull(type) => FormAbsence.Built,
            _ => FormAbsence.Required,
        };

        if (mayHaveValue()) return FormAbsence.Kept;
        if (MayBeNull(type)) return IsOblivious(type) ? FormAbsence.Kept : FormAbsence.Nothing;
        return WithoutValue(target, type);
    }

    private static FormAbsence WithoutValue(FormTarget target, ITypeSymbol type) => target.Kind switch
    {
        FormTargetKind.Flag or FormTargetKind.Flags => FormAbsence.Nothing,
        FormTargetKind.Object => FormAbsence.Built,
        FormTargetKind.List or FormTargetKind.Map => FormAbsence.Empty,
        FormTargetKind.File when type.HasName(AspNetCoreNames.FormFileCollection) => FormAbsence.Empty,
        _ => FormAbsence.Required,
    };

    private static bool MayBeNull(ITypeSymbol type) =>
        type.IsNullableValue() || (type.IsReferenceType && type.NullableAnnotation != NullableAnnotation.NotAnnotated);

    /// <summary>Whether the type says nothing about <see langword="null"/>.</summary>
    private static bool IsOblivious(ITypeSymbol type) => type.IsReferenceType && type.NullableAnnotation == NullableAnnotation.None;
}
