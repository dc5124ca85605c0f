using System.Buffers;
using System.ComponentModel;

namespace Needs.Binding;

/// <summary>A GUID, with its hyphens or without.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct GuidParser : IFormParser<Guid>
{
    private static readonly SearchValues<char> Characters = SearchValues.Create("0123456789ABCDEFabcdef-");

    /// <inheritdoc/>
    public static string Expected => "an identifier (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx)";

    /// <inheritdoc/>
    public static FormParsing TryParse(string text, out Guid value)
    {
        value = default;
        var guid = FormText.Trim(text);
        if (guid.IndexOfAnyExcept(Characters) >= 0) return FormParsing.Invalid;
        return Guid.TryParseExact(guid, "D", out value) || Guid.TryParseExact(guid, "N", out value) ? FormParsing.Ok : FormParsing.Invalid;
    }
}
