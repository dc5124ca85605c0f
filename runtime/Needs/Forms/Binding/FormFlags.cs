using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Needs.Binding;

/// <summary>An enum with flags: the values that are sent are put together.</summary>
/// <typeparam name="T">The enum.</typeparam>
/// <typeparam name="TParser">Reads its values.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct FormFlags<T, TParser> : IFormTarget<T>
    where T : struct
    where TParser : struct, IFormFlagsParser<T>
{
    private Occurrence _occurrence;
    private FormParsing _parsing;
    private T _value;

    /// <inheritdoc/>
    public bool IsPresent { get; private set; }

    /// <inheritdoc/>
    public bool Take(ref FormName name, FormField field, FormBinding binding)
    {
        if (!IsName(ref name) || field is UploadedFile) return false;
        if (TParser.IsBlank(field.Value, binding.KeepsBlankValues)) return true;
        if (_occurrence.Outweighs(field)) (_value, _parsing) = (default, FormParsing.Ok);
        else if (!_occurrence.IsAmong(field)) return true;

        var parsing = TParser.TryParse(field.Value, out var value);
        if (parsing == FormParsing.Ok) _value = TParser.Combine(_value, value);
        else _parsing = parsing;
        IsPresent = true;
        return true;
    }

    /// <inheritdoc/>
    public readonly bool TryBuild(FormBinding binding, FormMember member, [MaybeNullWhen(false)] out T value)
    {
        value = _value;
        if (IsPresent) return binding.Accept<T, TParser>(member, _parsing);
        binding.FailRequired(member);
        return false;
    }

    /// <summary>A name that is repeated may say so: <c>days[]</c>.</summary>
    private static bool IsName(ref FormName name) => name.IsEnd || (name.Next() && name.IsAppend && name.IsEnd);
}
