using System.ComponentModel;

namespace Needs.Binding;

/// <summary>A single UTF-16 unit, which may be a blank.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct CharParser : IFormParser<char>
{
    /// <inheritdoc/>
    public static string Expected => "a single character";

    /// <inheritdoc/>
    public static bool IsBlank(string text, bool keepBlankValues)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == 0;
    }

    /// <inheritdoc/>
    public static FormParsing TryParse(string text, out char value)
    {
        ArgumentNullException.ThrowIfNull(text);
        value = text.Length == 1 ? text[0] : default;
        return text.Length == 1 ? FormParsing.Ok : FormParsing.Invalid;
    }
}
