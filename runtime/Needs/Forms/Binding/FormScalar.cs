using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Needs.Binding;

/// <summary>One value that is sent as one text.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <typeparam name="TParser">Reads it.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct FormScalar<T, TParser> : IFormTarget<T>
    where TParser : struct, IFormParser<T>
{
    private string? _text;
    private Occurrence _occurrence;

    /// <inheritdoc/>
    static bool IFormTarget<T>.IsScalar => true;

    /// <inheritdoc/>
    public readonly bool IsPresent => _text is not null;

    /// <inheritdoc/>
    public bool Take(ref FormName name, FormField field, FormBinding binding)
    {
        if (!name.IsEnd || field is UploadedFile) return false;
        if (!TParser.IsBlank(field.Value, binding.KeepsBlankValues) && _occurrence.Admits(field, binding.Duplicates)) _text = field.Value;
        return true;
    }

    /// <inheritdoc/>
    public readonly bool TryBuild(FormBinding binding, FormMember member, [MaybeNullWhen(false)] out T value)
    {
        if (_text is not null && !_occurrence.IsRepeated) return binding.Accept<T, TParser>(member, TParser.TryParse(_text, out value!));
        value = default;
        if (_text is null) binding.FailRequired(member);
        else binding.FailDuplicate(member);
        return false;
    }
}
