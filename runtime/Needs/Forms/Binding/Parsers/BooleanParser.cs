using System.ComponentModel;

namespace Needs.Binding;

/// <summary>What checkboxes, radio buttons and people say for true and false.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct BooleanParser : IFormParser<bool>
{
    /// <inheritdoc/>
    public static string Expected => "true or false";

    /// <inheritdoc/>
    public static FormParsing TryParse(string text, out bool value)
    {
        var word = FormText.Trim(text);
        value = Is(word, "true") || Is(word, "on") || Is(word, "1") || Is(word, "yes");
        return value || Is(word, "false") || Is(word, "off") || Is(word, "0") || Is(word, "no") ? FormParsing.Ok : FormParsing.Invalid;
    }

    private static bool Is(ReadOnlySpan<char> word, string other) => word.Equals(other, StringComparison.OrdinalIgnoreCase);
}
