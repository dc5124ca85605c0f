using Microsoft.CodeAnalysis;
using Needs.Endpoints;

namespace Needs.Forms;

/// <summary>Decides what takes the fields of a type.</summary>
internal static class FormTargets
{
    private static readonly Dictionary<string, string> Files = new(StringComparer.Ordinal)
    {
        [FormNames.UploadedFile] = "global::Needs.Binding.FormFileTarget",
        [FormNames.FormField] = "global::Needs.Binding.FormFieldTarget",
        [AspNetCoreNames.FormFile] = "global::Needs.AspNetCore.HttpFileTarget",
        [AspNetCoreNames.FormFileCollection] = "global::Needs.AspNetCore.HttpFilesTarget",
    };

    /// <param name="type">The type of a member, be it nullable or not.</param>
    /// <param name="why">Why no form can be bound to it, a clause.</param>
    /// <returns>What takes it, or <see langword="null"/>.</returns>
    public static FormTarget? Of(ITypeSymbol type, out string? why)
    {
        why = null;
        type = type.WithoutNullable();
        foreach (var file in Files)
        {
            if (type.HasName(file.Key)) return new(FormTargetKind.File, type) { Runtime = file.Value };
        }

        if (FormScalars.Of(type) is { } scalar)
        {
            why = FormObjects.Unreachable(type);
            return why is null ? scalar : null;
        }

        if (FormCollections.IsList(type, out var item, out var collection)) return OfList(type, item, collection, out why);
        if (FormCollections.IsMap(type, out var key, out var value)) return OfMap(type, key, value, out why);
        why = FormObjects.Unbindable(type);
        return why is null ? new(FormTargetKind.Object, type) : null;
    }

    private static FormTarget? OfList(ITypeSymbol type, ITypeSymbol item, FormCollection collection, out string? why) => Of(item, out why) is { } element
        ? new(FormTargetKind.List, type) { Element = element, ElementType = item, Collection = collection }
        : null;

    private static FormTarget? OfMap(ITypeSymbol type, ITypeSymbol keyType, ITypeSymbol valueType, out string? why)
    {
        if (keyType.IsNullableValue() || FormScalars.Of(keyType.WithoutNullable()) is not { Kind: FormTargetKind.Scalar or FormTargetKind.Enum } key)
        {
            why = $"a key of type {FormObjects.NameOf(keyType)} can't be read from the name of a field";
            return null;
        }

        return Of(valueType, out why) is { } element
            ? new(FormTargetKind.Map, type) { Element = element, ElementType = valueType, Key = key, Collection = FormCollection.Dictionary }
            : null;
    }
}
