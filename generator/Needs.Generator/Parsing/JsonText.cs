using System.Globalization;
using System.Text;

namespace Needs.Generator;

/// <summary>A JSON object that is put together. What is null is left out, and the first of a name stays.</summary>
internal sealed class JsonText
{
    /// <summary>Each value is another object, or JSON as text.</summary>
    private readonly List<(string Name, object Value)> _members = [];

    public bool IsEmpty => _members.Count == 0;

    public JsonText Text(string name, string? text) => Json(name, text is null ? null : Quote(text));

    public JsonText Json(string name, string? json) => Add(name, json);

    public JsonText Json(string name, JsonText? json) => Add(name, json);

    /// <summary>Adds the members of another.</summary>
    public JsonText And(JsonText other)
    {
        foreach (var (name, value) in other._members) Add(name, value);
        return this;
    }

    public static string Array(IEnumerable<string> texts)
    {
        var array = new StringBuilder("[");
        foreach (var text in texts)
        {
            if (array.Length > 1) array.Append(',');
            Quote(array, text);
        }

        return array.Append(']').ToString();
    }

    public static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2);
        Quote(quoted, text);
        return quoted.ToString();
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        Write(text);
        return text.ToString();
    }

    private JsonText Add(string name, object? value)
    {
        if (value is not null && !Has(name)) _members.Add((name, value));
        return this;
    }

    private bool Has(string name)
    {
        foreach (var member in _members)
        {
            if (member.Name == name) return true;
        }

        return false;
    }

    private void Write(StringBuilder text)
    {
        text.Append('{');
        for (var i = 0; i < _members.Count; i++)
        {
            if (i > 0) text.Append(',');
            Quote(text, _members[i].Name);
            text.Append(':');
            if (_members[i].Value is JsonText json) json.Write(text);
            else text.Append((string)_members[i].Value);
        }

        text.Append('}');
    }

    private static void Quote(StringBuilder quoted, string text)
    {
        quoted.Append('"');
        foreach (var c in text)
        {
            if (c is '"' or '\\') quoted.Append('\\').Append(c);
            else if (c < ' ' || char.IsSurrogate(c)) quoted.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            else quoted.Append(c);
        }

        quoted.Append('"');
    }
}
