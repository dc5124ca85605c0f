using System.ComponentModel;

namespace Needs.Binding;

/// <summary>A date and time with its offset, which must be there.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DateTimeOffsetParser : IFormParser<DateTimeOffset>
{
    private static readonly TimeSpan LargestOffset = TimeSpan.FromHours(14);

    /// <inheritdoc/>
    public static string Expected => "a date and time with an offset (yyyy-MM-ddTHH:mm+HH:mm or Z)";

    /// <inheritdoc/>
    public static FormParsing TryParse(string text, out DateTimeOffset value)
    {
        value = default;
        var rest = FormText.Trim(text);
        if (!DateText.TrySkipDateTime(ref rest, out var local) || !DateText.TrySkipOffset(ref rest, out var offset) || !rest.IsEmpty)
            return FormParsing.Invalid;
        if (offset.Duration() > LargestOffset || local.Ticks - offset.Ticks < 0 || local.Ticks - offset.Ticks > DateTime.MaxValue.Ticks)
            return FormParsing.OutOfRange;
        value = new DateTimeOffset(local, offset);
        return FormParsing.Ok;
    }
}
