using System.ComponentModel;

namespace Needs.Binding;

/// <summary>
/// A checkbox: what is not sent is false, and of several values one that is true is enough, since a hidden field of the same name is how
/// a form says that a box is not checked.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct FormFlag : IFormTarget<bool>
{
    private Occurrence _occurrence;
    private FormParsing _parsing;
    private bool _value;

    /// <inheritdoc/>
    public static bool IsScalar => true;

    /// <inheritdoc/>
    public bool IsPresent { get; private set; }

    /// <inheritdoc/>
    public bool Take(ref FormName name, FormField field, FormBinding binding)
    {
        if (!name.IsEnd || field is UploadedFile) return false;
        if (FormText.IsBlank(field.Value)) return true;
        if (_occurrence.Outweighs(field)) (_value, _parsing) = (false, FormParsing.Ok);
        else if (!_occurrence.IsAmong(field)) return true;

        var parsing = BooleanParser.TryParse(field.Value, out var value);
        if (parsing != FormParsing.Ok) _parsing = parsing;
        _value |= value;
        IsPresent = true;
        return true;
    }

    /// <inheritdoc/>
    public readonly bool TryBuild(FormBinding binding, FormMember member, out bool value)
    {
        value = _value;
        return binding.Accept<bool, BooleanParser>(member, _parsing);
    }
}
