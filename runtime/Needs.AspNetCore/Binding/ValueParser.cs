using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Needs.AspNetCore;

/// <summary>Reads values as minimal APIs do: invariant culture, names of enum members by case, times without a zone as they are.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ValueParser
{
    /// <summary>A type that parses itself.</summary>
    public static bool Parsable<T>(string text, [MaybeNullWhen(false)] out T value)
        where T : IParsable<T>
        => T.TryParse(text, CultureInfo.InvariantCulture, out value);

    /// <summary>A member of an enum, by name or number.</summary>
    public static bool Enum<T>(string text, out T value)
        where T : struct, Enum
        => System.Enum.TryParse(text, out value);

    /// <summary>An absolute or relative address.</summary>
    public static bool Uri(string text, [NotNullWhen(true)] out Uri? value)
        => System.Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out value);

    /// <summary>A date and time; with a zone it is converted to UTC, without one its kind is unspecified.</summary>
    public static bool DateTime(string text, out DateTime value)
        => System.DateTime.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces, out value);

    /// <summary>A date and time with its zone; without one it is UTC.</summary>
    public static bool DateTimeOffset(string text, out DateTimeOffset value)
        => System.DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out value);

    /// <summary>A date.</summary>
    public static bool DateOnly(string text, out DateOnly value)
        => System.DateOnly.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out value);

    /// <summary>A time of the day.</summary>
    public static bool TimeOnly(string text, out TimeOnly value)
        => System.TimeOnly.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out value);
}
