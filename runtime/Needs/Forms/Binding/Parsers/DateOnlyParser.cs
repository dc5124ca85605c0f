using System.ComponentModel;

namespace Needs.Binding;

/// <summary>A date as date inputs send it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DateOnlyParser : IFormParser<DateOnly>
{
    /// <inheritdoc/>
    public static string Expected => "a date (yyyy-MM-dd)";

    /// <inheritdoc/>
    public static FormParsing TryParse(string text, out DateOnly value)
    {
        var rest = FormText.Trim(text);
        return DateText.TrySkipDate(ref rest, out value) && rest.IsEmpty ? FormParsing.Ok : FormParsing.Invalid;
    }
}
