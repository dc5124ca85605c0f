using System.Globalization;
using Needs.Binding;

namespace Needs.Runtime.Tests.Forms.Binding;

/// <summary>What a parser makes of a text, the same whatever the culture of the thread is.</summary>
internal static class ParsedText
{
    private static readonly string[] Cultures = ["", "de-DE", "tr-TR", "fa-IR", "ar-SA"];

    public static string Of<T, TParser>(string text)
        where TParser : struct, IFormParser<T>
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            return Assert.Single(Cultures.Select(culture => In<T, TParser>(culture, text)).Distinct());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static string In<T, TParser>(string culture, string text)
        where TParser : struct, IFormParser<T>
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        if (TParser.IsBlank(text, keepBlankValues: false)) return "blank";
        var parsing = TParser.TryParse(text, out var value);
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        return parsing == FormParsing.Ok ? Text(value!) : parsing.ToString();
    }

    private static string Text(object value) => value switch
    {
        DateTime or DateTimeOffset or DateOnly or TimeOnly => string.Format(CultureInfo.InvariantCulture, "{0:O}", value),
        double or float or Half => string.Format(CultureInfo.InvariantCulture, "{0:R}", value),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
