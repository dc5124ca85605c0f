using Microsoft.CodeAnalysis;
using Needs.Endpoints;

namespace Needs.Forms;

/// <summary>Finds the parameter of a handler that is its form.</summary>
internal static class FormParameters
{
    private const string OwnName = "form";

    /// <summary>
    /// The parameters that are forms: those marked, and those of a type that is nothing else; where there is none, those of a type that a
    /// form may be bound to. More than one is too many.
    /// </summary>
    public static List<IParameterSymbol> Of(IMethodSymbol method)
    {
        var forms = method.Parameters.Where(parameter => FormShape.SettingsOf(parameter) is not null || IsNothingElse(parameter.Type)).ToList();
        if (forms.Count > 0) return forms;
        var candidates = method.Parameters.Where(IsCandidate).ToList();
        return candidates.Find(parameter => parameter.Name == OwnName) is { } named ? [named] : candidates;
    }

    /// <summary>How a form is given as this type, and which type it is bound to.</summary>
    public static FormKind KindOf(ITypeSymbol type, out ITypeSymbol? bound)
    {
        bound = null;
        if (type.IsFormData()) return FormKind.Data;
        if (IsParts(type)) return FormKind.Parts;
        if (type.HasName(FormNames.Form) && type is INamedTypeSymbol { TypeArguments: [var value] })
        {
            bound = value.WithoutNullable();
            return FormKind.WithErrors;
        }

        bound = type.WithoutNullable();
        return FormKind.Bound;
    }

    /// <summary>Why a whole form can't be bound to the type, a clause.</summary>
    public static string? Unbindable(ITypeSymbol type)
    {
        if (type.SpecialType == SpecialType.System_String || FormScalars.Of(type) is not null)
            return "a form has several fields, and this is one value: declare a record with a member for each field";
        if (FormCollections.IsList(type, out _, out _) || FormCollections.IsMap(type, out _, out _))
            return "it has no members that fields could be named after: declare a record with this as a member";
        return FormObjects.Unbindable(type);
    }

    private static bool IsNothingElse(ITypeSymbol type) => type.IsFormData() || type.HasName(FormNames.Form) || IsParts(type);

    private static bool IsParts(ITypeSymbol type) =>
        type.HasName(FormNames.AsyncEnumerable) && type is INamedTypeSymbol { TypeArguments: [var part] } && part.HasName(FormNames.FormPart);

    private static bool IsCandidate(IParameterSymbol parameter)
    {
        var type = parameter.Type.WithoutNullable();
        return type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false, IsTupleType: false }
            && parameter.RefKind is RefKind.None or RefKind.In
            && !type.IsConnection() && !type.IsTransaction() && !FormObjects.IsOfFramework(type)
            && ValueParsing.Of(type) is null
            && !IsSaidToBeElse(parameter)
            && SelfBinding.Of(type) is null;
    }

    private static bool IsSaidToBeElse(IParameterSymbol parameter) => parameter.GetAttributes().Any(attribute => attribute.AttributeClass is { } type
        && (type.InterfaceDefinitions().Any(one => one.Name.StartsWith("IFrom", StringComparison.Ordinal) && one.Name.EndsWith("Metadata", StringComparison.Ordinal))
            || type.HasName(AspNetCoreNames.FromKeyedServices) || type.HasName(AspNetCoreNames.AsParameters)));
}
