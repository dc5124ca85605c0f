using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Needs.Binding;

/// <summary>A field as it was sent, text or file.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct FormFieldTarget : IFormTarget<FormField>
{
    private FormField? _field;
    private Occurrence _occurrence;

    /// <inheritdoc/>
    public static bool IsScalar => true;

    /// <inheritdoc/>
    public readonly bool IsPresent => _field is not null;

    /// <inheritdoc/>
    public bool Take(ref FormName name, FormField field, FormBinding binding)
    {
        if (!name.IsEnd) return false;
        if ((binding.KeepsBlankValues || !field.IsBlank) && _occurrence.Admits(field, binding.Duplicates)) _field = field;
        return true;
    }

    /// <inheritdoc/>
    public readonly bool TryBuild(FormBinding binding, FormMember member, [MaybeNullWhen(false)] out FormField value)
    {
        value = _field;
        if (value is not null && !_occurrence.IsRepeated) return true;
        if (value is null) binding.FailRequired(member);
        else binding.FailDuplicate(member);
        return false;
    }
}
