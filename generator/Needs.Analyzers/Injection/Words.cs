using Microsoft.CodeAnalysis.Text;

namespace Needs.Analyzers.Injection;

/// <summary>
/// The words of a stretch of source text, each as a number: a look at the characters is many times cheaper than a walk over tokens, and what stands in
/// comments or literals does no harm to those who ask.
/// </summary>
internal ref struct Words(string text, TextSpan span)
{
    private int _next = span.Start;

    /// <summary>Where the current word begins.</summary>
    public int Start { get; private set; }

    public int Length { get; private set; }

    /// <summary>The number of the current word.</summary>
    public ulong Current { get; private set; }

    public static ulong NumberOf(string word)
    {
        var number = Seed;
        foreach (var c in word)
            number = (number ^ c) * Prime;
        return number;
    }

    public bool Next()
    {
        while (_next < span.End && !IsPart(text[_next]))
            _next++;
        if (_next >= span.End)
            return false;

        Start = _next;
        var number = Seed;
        while (_next < span.End && IsPart(text[_next]))
            number = (number ^ text[_next++]) * Prime;
        Length = _next - Start;
        Current = number;
        return true;
    }

    public readonly bool StartsWith(string start) => Length >= start.Length && string.CompareOrdinal(text, Start, start, 0, start.Length) == 0;

    public readonly bool EndsWith(string end) => Length >= end.Length && string.CompareOrdinal(text, Start + Length - end.Length, end, 0, end.Length) == 0;

    private const ulong Seed = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    private static bool IsPart(char c) => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '_' || (c > 127 && char.IsLetter(c));
}
