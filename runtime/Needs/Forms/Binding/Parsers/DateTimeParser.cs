using System.ComponentModel;

namespace Needs.Binding;

/// <summary>A date and time as local inputs send it: of no time zone, so that an offset is an error.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DateTimeParser : IFormParser<DateTime>
{
    /// <inheritdoc/>
    public static string Expected => "a date and time (yyyy-MM-ddTHH:mm)";

    /// <inheritdoc/>
    public static FormParsing TryParse(string text, out DateTime value)
    {
        var rest = FormText.Trim(text);
        return DateText.TrySkipDateTime(ref rest, out value) && rest.IsEmpty ? FormParsing.Ok : FormParsing.Invalid;
    }
}
