using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Storefront;

/// <summary>
/// Markup that is safe to send. It is only made from literals, and every value in a literal's holes is encoded, unless it is such markup
/// itself: <c>Html.Of($"&lt;b&gt;{name}&lt;/b&gt;")</c>.
/// </summary>
public readonly struct Html
{
    public static readonly Html Empty;

    private readonly string? _markup;

    private Html(string markup) => _markup = markup;

    public static Html Of(Template template) => new(template.ToMarkup());

    public static Html Each<T>(IEnumerable<T> items, Func<T, Html> view) => new(string.Concat(items.Select(view)));

    public override string ToString() => _markup ?? "";

    [InterpolatedStringHandler]
    public readonly ref struct Template(int literalLength, int holes)
    {
        private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

        private readonly StringBuilder _markup = new(literalLength + holes * 16);

        public void AppendLiteral(string markup) => _markup.Append(markup);

        public void AppendFormatted(Html markup) => _markup.Append(markup._markup);

        public void AppendFormatted(string? text) => _markup.Append(Encoder.Encode(text ?? ""));

        public void AppendFormatted<T>(T value, string? format = null) where T : IFormattable =>
            AppendFormatted(value.ToString(format, CultureInfo.InvariantCulture));

        internal string ToMarkup() => _markup.ToString();
    }
}
