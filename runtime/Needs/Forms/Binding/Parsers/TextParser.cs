using System.ComponentModel;

namespace Needs.Binding;

/// <summary>Text, as sent.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct TextParser : IFormParser<string>
{
    /// <inheritdoc/>
    public static string Expected => "text";

    /// <summary>Blanks are text, too: only what is empty may count as not sent.</summary>
    /// <inheritdoc/>
    public static bool IsBlank(string text, bool keepBlankValues)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == 0 && !keepBlankValues;
    }

    /// <inheritdoc/>
    public static FormParsing TryParse(string text, out string value)
    {
        value = text;
        return FormParsing.Ok;
    }
}
