using System.Globalization;
using System.Text;

namespace Needs;

internal static class FileNames
{
    private const int MaxBytes = 255;
    private const int MaxExtensionBytes = 32;
    private const string WhenNothingIsLeft = "file";

    private static readonly HashSet<string> Devices = new(
        [
            "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$",
            .. from device in (string[])["COM", "LPT"] from digit in "0123456789\u00b9\u00b2\u00b3" select device + digit,
        ],
        StringComparer.OrdinalIgnoreCase);

    public static string MakeSafe(string fileName)
    {
        var kept = new StringBuilder();
        foreach (var rune in fileName.AsSpan(fileName.AsSpan().LastIndexOfAny('/', '\\') + 1).EnumerateRunes())
        {
            if (HasMeaning(rune)) kept.Append('_');
            else if (IsVisible(rune)) kept.Append(rune);
        }

        // A leading dot hides a file, a trailing one is dropped by Windows.
        var name = TrimEnd(kept.ToString()).TrimStart([' ', '.']);
        if (name.Length == 0) return WhenNothingIsLeft;
        return Shorten(IsDevice(name) ? '_' + name : name);
    }

    private static string TrimEnd(string name) => name.TrimEnd([' ', '.']);

    private static bool HasMeaning(Rune rune) => rune.Value is ':' or '*' or '?' or '"' or '<' or '>' or '|';

    private static bool IsVisible(Rune rune) => rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static bool IsDevice(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return Devices.Contains(name[..(dot < 0 ? name.Length : dot)].TrimEnd(' '));
    }

    private static string Shorten(string name)
    {
        if (Encoding.UTF8.GetByteCount(name) <= MaxBytes) return name;
        var dot = name.LastIndexOf('.');
        var extension = dot > 0 && Encoding.UTF8.GetByteCount(name.AsSpan(dot)) <= MaxExtensionBytes ? name[dot..] : "";
        var stem = name.AsSpan(0, name.Length - extension.Length);
        var room = MaxBytes - Encoding.UTF8.GetByteCount(extension);
        var length = 0;
        foreach (var rune in stem.EnumerateRunes())
        {
            room -= rune.Utf8SequenceLength;
            if (room < 0) break;
            length += rune.Utf16SequenceLength;
        }

        return TrimEnd(stem[..length].ToString()) + extension;
    }
}
