using System.Net;
using Needs.Binding;

namespace Needs.Runtime.Tests.Forms.Binding;

/// <summary>Text, characters, truth, identifiers, addresses and what reads itself.</summary>
public sealed class OtherParserTests
{
    [Theory]
    [InlineData("a", "a")]
    [InlineData("  a\r\nb ", "  a\r\nb ")]
    [InlineData(" ", " ")]
    [InlineData("\0", "\0")]
    [InlineData("", "blank")]
    public void Text_IsAsSent(string text, string expected) => Assert.Equal(expected, ParsedText.Of<string, TextParser>(text));

    [Fact]
    public void BlankText_IsKeptOnRequest() => Assert.False(IsBlank<string, TextParser>("", keepBlankValues: true));

    [Theory]
    [InlineData("a", "a")]
    [InlineData(" ", " ")]
    [InlineData("\u20ac", "\u20ac")]
    [InlineData("", "blank")]
    [InlineData("ab", "Invalid")]
    [InlineData("\ud83d\ude00", "Invalid")]
    public void Char_IsOneUnit(string text, string expected) => Assert.Equal(expected, ParsedText.Of<char, CharParser>(text));

    [Theory]
    [InlineData("true", "True")]
    [InlineData("TRUE", "True")]
    [InlineData("on", "True")]
    [InlineData("1", "True")]
    [InlineData("yes", "True")]
    [InlineData(" On ", "True")]
    [InlineData("false", "False")]
    [InlineData("OFF", "False")]
    [InlineData("0", "False")]
    [InlineData("No", "False")]
    [InlineData("", "blank")]
    [InlineData(" ", "blank")]
    [InlineData("ja", "Invalid")]
    [InlineData("2", "Invalid")]
    [InlineData("y", "Invalid")]
    [InlineData("true,false", "Invalid")]
    public void Bool_IsWhatCheckboxesSay(string text, string expected) => Assert.Equal(expected, ParsedText.Of<bool, BooleanParser>(text));

    [Theory]
    [InlineData("0f8fad5b-d9cb-469f-a165-70867728950e", "0f8fad5b-d9cb-469f-a165-70867728950e")]
    [InlineData("0F8FAD5BD9CB469FA16570867728950E", "0f8fad5b-d9cb-469f-a165-70867728950e")]
    [InlineData(" 0f8fad5b-d9cb-469f-a165-70867728950e\n", "0f8fad5b-d9cb-469f-a165-70867728950e")]
    [InlineData("", "blank")]
    [InlineData("{0f8fad5b-d9cb-469f-a165-70867728950e}", "Invalid")]
    [InlineData("0f8fad5b-d9cb-469f-a165-70867728950", "Invalid")]
    [InlineData("+0f8fad5-d9cb-469f-a165-70867728950e", "Invalid")]
    [InlineData("0x0fad5b-d9cb-469f-a165-70867728950e", "Invalid")]
    [InlineData("1", "Invalid")]
    public void Guid_HasHyphensOrNone(string text, string expected) => Assert.Equal(expected, ParsedText.Of<Guid, GuidParser>(text));

    [Theory]
    [InlineData("https://needs.example/a?b=c#d", "https://needs.example/a?b=c#d")]
    [InlineData(" http://needs.example/ ", "http://needs.example/")]
    [InlineData("", "blank")]
    [InlineData("needs.example", "Invalid")]
    [InlineData("/a", "Invalid")]
    [InlineData("//needs.example", "Invalid")]
    [InlineData("javascript:alert(1)", "Invalid")]
    [InlineData("file:///etc/passwd", "Invalid")]
    [InlineData("mailto:a@needs.example", "Invalid")]
    [InlineData("https://", "Invalid")]
    public void Uri_IsAnAddressOfTheWeb(string text, string expected) => Assert.Equal(expected, ParsedText.Of<Uri, UriAddressParser>(text));

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("nowhere", "Invalid")]
    [InlineData("", "blank")]
    public void ParsableType_ReadsItself(string text, string expected) => Assert.Equal(expected, ParsedText.Of<IPAddress, ParsableParser<IPAddress>>(text));

    [Theory]
    [InlineData("1.5", "1.5")]
    [InlineData("1,5", "Invalid")]
    public void ParsableType_IsGivenTheInvariantCulture(string text, string expected) =>
        Assert.Equal(expected, ParsedText.Of<Money, ParsableParser<Money>>(text));

    private static bool IsBlank<T, TParser>(string text, bool keepBlankValues)
        where TParser : struct, IFormParser<T> => TParser.IsBlank(text, keepBlankValues);

    private readonly record struct Money(decimal Amount) : IParsable<Money>
    {
        public static Money Parse(string s, IFormatProvider? provider) => throw new NotSupportedException();

        public static bool TryParse(string? s, IFormatProvider? provider, out Money result)
        {
            var isNumber = decimal.TryParse(s, System.Globalization.NumberStyles.AllowDecimalPoint, provider, out var amount);
            result = new Money(amount);
            return isNumber;
        }

        public override string ToString() => Amount.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
