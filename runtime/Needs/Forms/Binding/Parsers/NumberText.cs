namespace Needs.Binding;

/// <summary>How numbers are written. The framework's own parsers accept more, such as zero characters at the end.</summary>
internal static class NumberText
{
    public static bool IsDigits(ReadOnlySpan<char> text) => SkipDigits(ref text) && text.IsEmpty;

    public static bool IsInteger(ReadOnlySpan<char> text)
    {
        SkipSign(ref text);
        return SkipDigits(ref text) && text.IsEmpty;
    }

    /// <summary>Digits with or without a fraction, or a fraction alone; then an exponent or none.</summary>
    public static bool IsNumber(ReadOnlySpan<char> text)
    {
        SkipSign(ref text);
        var hasDigits = SkipDigits(ref text);
        if (Skip(ref text, '.')) hasDigits = SkipDigits(ref text);
        if (!hasDigits) return false;
        if (!Skip(ref text, 'e') && !Skip(ref text, 'E')) return text.IsEmpty;
        SkipSign(ref text);
        return SkipDigits(ref text) && text.IsEmpty;
    }

    private static void SkipSign(ref ReadOnlySpan<char> text) => _ = Skip(ref text, '-') || Skip(ref text, '+');

    private static bool Skip(ref ReadOnlySpan<char> text, char character)
    {
        if (text.IsEmpty || text[0] != character) return false;
        text = text[1..];
        return true;
    }

    private static bool SkipDigits(ref ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && char.IsAsciiDigit(text[length])) length++;
        text = text[length..];
        return length > 0;
    }
}
