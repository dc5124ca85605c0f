using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Needs.Binding;

/// <summary>An absolute address of the web: other schemes may do harm where a page shows them as a link.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct UriAddressParser : IFormParser<Uri>
{
    /// <inheritdoc/>
    public static string Expected => "an address (https://…)";

    /// <inheritdoc/>
    public static FormParsing TryParse(string text, [MaybeNull] out Uri value)
    {
        var isAddress = Uri.TryCreate(FormText.Trim(text).ToString(), UriKind.Absolute, out value)
            && (value.Scheme == Uri.UriSchemeHttp || value.Scheme == Uri.UriSchemeHttps);
        return isAddress ? FormParsing.Ok : FormParsing.Invalid;
    }
}
