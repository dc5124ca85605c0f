using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Needs.Binding;

/// <summary>A file. A file input that nobody chose a file for sends none.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct FormFileTarget : IFormTarget<UploadedFile>
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
        if (!field.IsBlank && _occurrence.Admits(field, binding.Duplicates)) _field = field;
        return true;
    }

    /// <inheritdoc/>
    public readonly bool TryBuild(FormBinding binding, FormMember member, [MaybeNullWhen(false)] out UploadedFile value)
    {
        value = _field as UploadedFile;
        if (_field is null) binding.FailRequired(member);
        else if (_occurrence.IsRepeated) binding.FailDuplicate(member);
        else if (value is null) binding.FailInvalid(member, "a file");
        else return true;
        return false;
    }
}
