using System.Text;

namespace Needs.AspNetCore;

/// <summary>
/// The value of a header of a part, as RFC 7578 and browsers write it: a token, then parameters, which may be quoted. Quoted semicolons
/// belong to the value. RFC 2047 words are no encoding here.
/// </summary>
internal sealed class PartHeader
{
    private PartHeader(string value, List<KeyValuePair<string, string>> parameters) => (Value, Parameters) = (value, parameters);

    /// <summary>The token, in lower case.</summary>
    public string Value { get; }

    /// <summary>The parameters, their names in lower case.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; }

    /// <summary>The first parameter of that name.</summary>
    public string? Find(string name)
    {
        foreach (var (key, value) in Parameters)
        {
            if (key == name) return value;
        }

        return null;
    }

    /// <summary>Reads a header; <see langword="null"/> when it is malformed or says the same parameter twice.</summary>
    public static PartHeader? Parse(ReadOnlySpan<char> text)
    {
        var end = text.IndexOf(';');
        var value = (end < 0 ? text : text[..end]).Trim(" \t");
        if (value.IsEmpty) return null;

        var parameters = new List<KeyValuePair<string, string>>();
        var rest = end < 0 ? [] : text[(end + 1)..];
        while (!(rest = rest.Trim(" \t")).IsEmpty)
        {
            if (rest[0] == ';')
            {
                rest = rest[1..];
                continue;
            }

            if (!TryReadParameter(ref rest, out var parameter) || parameters.Exists(known => known.Key == parameter.Key)) return null;
            parameters.Add(parameter);
        }

        return new PartHeader(value.ToString().ToLowerInvariant(), parameters);
    }

    private static bool TryReadParameter(ref ReadOnlySpan<char> rest, out KeyValuePair<string, string> parameter)
    {
        parameter = default;
        var equals = rest.IndexOf('=');
        if (equals <= 0) return false;

        var name = rest[..equals].Trim(" \t");
        if (name.IsEmpty || name.IndexOfAny(" \t\";") >= 0) return false;

        rest = rest[(equals + 1)..].TrimStart(" \t");
        if (ReadValue(ref rest) is not { } value) return false;
        parameter = new(name.ToString().ToLowerInvariant(), value);
        return true;
    }

    private static string? ReadValue(ref ReadOnlySpan<char> rest)
    {
        if (!rest.IsEmpty && rest[0] == '"') return ReadQuoted(ref rest);

        var end = rest.IndexOf(';');
        var value = (end < 0 ? rest : rest[..end]).TrimEnd(" \t");
        rest = end < 0 ? [] : rest[end..];
        return value.Contains('"') ? null : value.ToString();
    }

    /// <summary>A backslash escapes a quote and a backslash only: old browsers send <c>C:\path\file</c> as it is.</summary>
    private static string? ReadQuoted(ref ReadOnlySpan<char> rest)
    {
        var text = new StringBuilder();
        for (var i = 1; i < rest.Length; i++)
        {
            var character = rest[i];
            if (character == '"')
            {
                var after = rest[(i + 1)..].TrimStart(" \t");
                if (!after.IsEmpty && after[0] != ';') return null;
                rest = after;
                return text.ToString();
            }

            if (character == '\\' && i + 1 < rest.Length && rest[i + 1] is '"' or '\\') character = rest[++i];
            text.Append(character);
        }

        return null;
    }
}
