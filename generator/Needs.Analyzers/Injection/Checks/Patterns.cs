using System.Text.RegularExpressions;

namespace Needs.Analyzers.Injection.Checks;

/// <summary>Regular expressions that are used to check a value, judged by their text.</summary>
internal static class Patterns
{
    /// <summary>Whether a text that matches is a word or so from one end to the other: anything but quotes, dashes in a row and the like.</summary>
    public static bool IsWholeWord(string pattern)
    {
        var starts = pattern.StartsWith("^", StringComparison.Ordinal) || pattern.StartsWith(@"\A", StringComparison.Ordinal);
        var ends = pattern.EndsWith("$", StringComparison.Ordinal) || pattern.EndsWith(@"\z", StringComparison.Ordinal) || pattern.EndsWith(@"\Z", StringComparison.Ordinal);
        return starts && ends && IsTight(pattern);
    }

    /// <summary>Whether a text in which it is found has a character that is none of a few: <c>[^a-z]</c>, <c>\W</c>.</summary>
    public static bool IsForeignCharacter(string pattern) =>
        pattern is @"\W" or @"\W+" or @"\D" or @"\D+" || Regex.IsMatch(pattern, @"\A\(?\[\^[^\]'"";]+\][+*]?\)?\z");

    private static bool IsTight(string pattern)
    {
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '\\' && i + 1 < pattern.Length)
            {
                if (pattern[++i] is 'W' or 'S' or 'D')
                    return false;
                continue;
            }

            switch (c)
            {
                case '[':
                    if (i + 1 < pattern.Length && pattern[i + 1] == '^')
                        return false;
                    inClass = true;
                    break;
                case ']':
                    inClass = false;
                    break;
                case '.' when !inClass:
                case '\'' or '"' or ';':
                    return false;
            }
        }

        return true;
    }
}
