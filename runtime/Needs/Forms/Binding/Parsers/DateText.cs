namespace Needs.Binding;

/// <summary>Reads dates and times from the front of a text, as inputs of HTML write them.</summary>
internal static class DateText
{
    public static bool TrySkipDate(ref ReadOnlySpan<char> text, out DateOnly date)
    {
        date = default;
        if (!TrySkipDigits(ref text, 4, out var year) || !TrySkip(ref text, '-')) return false;
        if (!TrySkipDigits(ref text, 2, out var month) || !TrySkip(ref text, '-')) return false;
        if (!TrySkipDigits(ref text, 2, out var day)) return false;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        date = new DateOnly(year, month, day);
        return true;
    }

    /// <summary>Hours and minutes, seconds or none, a fraction of up to seven digits or none.</summary>
    public static bool TrySkipTime(ref ReadOnlySpan<char> text, out TimeOnly time)
    {
        time = default;
        if (!TrySkipDigits(ref text, 2, out var hour) || !TrySkip(ref text, ':') || !TrySkipDigits(ref text, 2, out var minute)) return false;
        var (second, ticks) = (0, 0);
        if (TrySkip(ref text, ':') && (!TrySkipDigits(ref text, 2, out second) || (TrySkip(ref text, '.') && !TrySkipFraction(ref text, out ticks))))
            return false;
        if (hour > 23 || minute > 59 || second > 59) return false;
        time = new TimeOnly((((((hour * 60L) + minute) * 60) + second) * TimeSpan.TicksPerSecond) + ticks);
        return true;
    }

    public static bool TrySkipDateTime(ref ReadOnlySpan<char> text, out DateTime dateTime)
    {
        dateTime = default;
        if (!TrySkipDate(ref text, out var date) || (!TrySkip(ref text, 'T') && !TrySkip(ref text, ' ')) || !TrySkipTime(ref text, out var time))
            return false;
        dateTime = date.ToDateTime(time);
        return true;
    }

    /// <summary><c>Z</c> or hours and minutes after a sign.</summary>
    public static bool TrySkipOffset(ref ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = default;
        if (TrySkip(ref text, 'Z')) return true;
        var isNegative = TrySkip(ref text, '-');
        if (!isNegative && !TrySkip(ref text, '+')) return false;
        if (!TrySkipDigits(ref text, 2, out var hours) || !TrySkip(ref text, ':') || !TrySkipDigits(ref text, 2, out var minutes)) return false;
        offset = new TimeSpan(hours, minutes, 0);
        if (isNegative) offset = -offset;
        return minutes < 60;
    }

    public static bool TrySkip(ref ReadOnlySpan<char> text, char character)
    {
        if (text.IsEmpty || text[0] != character) return false;
        text = text[1..];
        return true;
    }

    private static bool TrySkipDigits(ref ReadOnlySpan<char> text, int count, out int number)
    {
        number = 0;
        if (text.Length < count) return false;
        foreach (var digit in text[..count])
        {
            if (!char.IsAsciiDigit(digit)) return false;
            number = (number * 10) + (digit - '0');
        }

        text = text[count..];
        return true;
    }

    private static bool TrySkipFraction(ref ReadOnlySpan<char> text, out int ticks)
    {
        ticks = 0;
        var length = text.IndexOfAnyExceptInRange('0', '9');
        if (length < 0) length = text.Length;
        if (length is 0 or > 7 || !TrySkipDigits(ref text, length, out ticks)) return false;
        for (; length < 7; length++) ticks *= 10;
        return true;
    }
}
