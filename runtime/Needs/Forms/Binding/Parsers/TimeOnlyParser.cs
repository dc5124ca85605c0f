using System.ComponentModel;

namespace Needs.Binding;

/// <summary>A time as time inputs send it, with or without seconds and their fraction.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct TimeOnlyParser : IFormParser<TimeOnly>
{
    /// <inheritdoc/>
    public static string Expected => "a time (HH:mm)";

    /// <inheritdoc/>
    public static FormParsing TryParse(string text, out TimeOnly value)
    {
        var rest = FormText.Trim(text);
        return DateText.TrySkipTime(ref rest, out value) && rest.IsEmpty ? FormParsing.Ok : FormParsing.Invalid;
    }
}
