namespace Needs.AspNetCore;

/// <summary>Names in the headers of parts.</summary>
internal static class PartNames
{
    /// <summary>Undoes the only three escapes that browsers apply to names: a quote, a carriage return and a line feed.</summary>
    public static string Unescape(string name) => name.Contains('%')
        ? name.Replace("%22", "\"", StringComparison.Ordinal)
            .Replace("%0D", "\r", StringComparison.OrdinalIgnoreCase)
            .Replace("%0A", "\n", StringComparison.OrdinalIgnoreCase)
        : name;

    /// <summary>The name of the file as it was sent; <see langword="null"/> when the part is no file.</summary>
    /// <remarks>RFC 7578 forbids <c>filename*</c>: it counts only where nothing else says the name, so that nobody reads another than we do.</remarks>
    public static string? FileNameOf(PartHeader disposition)
    {
        if (disposition.Find("filename") is { } plain) return Unescape(plain);
        return disposition.Find("filename*") is { } extended ? Decode(extended) : null;
    }

    private static string Decode(string extended)
    {
        const string prefix = "UTF-8'";
        var language = extended.IndexOf('\'', StringComparison.Ordinal);
        var text = language < 0 ? -1 : extended.IndexOf('\'', language + 1);
        return text < 0 || !extended.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? extended : Uri.UnescapeDataString(extended[(text + 1)..]);
    }
}
