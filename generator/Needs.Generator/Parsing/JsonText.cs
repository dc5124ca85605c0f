using System.Globalization;
using System.Text;

namespace Needs.Generator;

/// <summary>A JSON object that is put together as text. What is null is left out, and the first of a name stays.</summary>
internal sealed class JsonText
{
    private readonly List<(string Name, string Json)> _members = [];
    private string? _whole;

    public bool IsEmpty => _members.Count == 0 && _whole is null;

    /// <summary>An object that is text already.</summary>
    public static JsonText Of(string json) => new() { _whole = json };

    public JsonText Text(string name, string? text) => Json(name, text is null ? null : Quote(text));

    public JsonText Json(string name, string? json)
    {
        if (json is not null && _members.All(member => member.Name != name)) _members.Add((name, json));
        return this;
    }

    /// <summary>Adds the members of another.</summary>
    public JsonText And(JsonText other)
    {
        foreach (var (name, json) in other._members) Json(name, json);
        return this;
    }

    public static string Array(IEnumerable<string> texts) => $"[{string.Join(",", texts.Select(Quote))}]";

    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            if (c is '"' or '\\') quoted.Append('\\').Append(c);
            else if (c < ' ' || char.IsSurrogate(c)) quoted.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            else quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }

    public override string ToString()
    {
        var members = string.Join(",", _members.Select(member => $"{Quote(member.Name)}:{member.Json}"));
        if (_whole is null) return $"{{{members}}}";
        return members.Length == 0 ? _whole : $"{_whole.Substring(0, _whole.Length - 1)},{members}}}";
    }
}
