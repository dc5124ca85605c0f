using System.ComponentModel;
using System.Globalization;

namespace Needs.Binding;

/// <summary>
/// A span of time: hours and minutes, days before them or none, seconds after them or none (with days they are needed). A bare number is
/// an error: nobody knows of what.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct TimeSpanParser : IFormParser<TimeSpan>
{
    /// <inheritdoc/>
    public static string Expected => "a span of time (hh:mm, hh:mm:ss or d.hh:mm:ss)";

    /// <inheritdoc/>
    public static FormParsing TryParse(string text, out TimeSpan value)
    {
        value = default;
        var rest = FormText.Trim(text);
        var isNegative = DateText.TrySkip(ref rest, '-');
        var dayEnd = rest.IndexOf('.');
        var hasDays = dayEnd >= 0 && dayEnd < rest.IndexOf(':');
        var days = 0;
        if (hasDays)
        {
            if (!NumberText.IsDigits(rest[..dayEnd])) return FormParsing.Invalid;
            if (!int.TryParse(rest[..dayEnd], NumberStyles.None, CultureInfo.InvariantCulture, out days)) return FormParsing.OutOfRange;
            rest = rest[(dayEnd + 1)..];
        }

        var hasSeconds = rest.Count(':') == 2;
        if (!DateText.TrySkipTime(ref rest, out var time) || !rest.IsEmpty || (hasDays && !hasSeconds)) return FormParsing.Invalid;
        if (days > TimeSpan.MaxValue.Days || (days == TimeSpan.MaxValue.Days && time.Ticks > TimeSpan.MaxValue.Ticks % TimeSpan.TicksPerDay))
            return FormParsing.OutOfRange;
        value = new TimeSpan((days * TimeSpan.TicksPerDay) + time.Ticks);
        if (isNegative) value = -value;
        return FormParsing.Ok;
    }
}
