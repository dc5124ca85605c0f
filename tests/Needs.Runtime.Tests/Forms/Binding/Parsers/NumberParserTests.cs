using Needs.Binding;

namespace Needs.Runtime.Tests.Forms.Binding;

/// <summary>Numbers as number inputs write them: never a comma, never what is no number, never more than the type holds.</summary>
public sealed class NumberParserTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("1.5", "1.5")]
    [InlineData("-1.50", "-1.50")]
    [InlineData("+2", "2")]
    [InlineData(".5", "0.5")]
    [InlineData("1e3", "1000")]
    [InlineData("1.5E-1", "0.15")]
    [InlineData(" 1.5 ", "1.5")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335")]
    [InlineData("79228162514264337593543950336", "OutOfRange")]
    [InlineData("1e999", "OutOfRange")]
    [InlineData("", "blank")]
    [InlineData("\n", "blank")]
    [InlineData("1,5", "Invalid")]
    [InlineData("1,000.5", "Invalid")]
    [InlineData("1.000,5", "Invalid")]
    [InlineData("1'000", "Invalid")]
    [InlineData("5.", "Invalid")]
    [InlineData(".", "Invalid")]
    [InlineData("-", "Invalid")]
    [InlineData("e5", "Invalid")]
    [InlineData("1e", "Invalid")]
    [InlineData("1e+", "Invalid")]
    [InlineData("1.2.3", "Invalid")]
    [InlineData("0x10", "Invalid")]
    [InlineData("(1)", "Invalid")]
    [InlineData("1-", "Invalid")]
    [InlineData("$1", "Invalid")]
    [InlineData("1%", "Invalid")]
    [InlineData("1\0", "Invalid")]
    [InlineData("\u0661", "Invalid")]
    [InlineData("1\u066b5", "Invalid")]
    public void Decimal_IsReadOrRefused(string text, string expected) => Assert.Equal(expected, ParsedText.Of<decimal, NumberParser<decimal>>(text));

    [Theory]
    [InlineData("1.5", "1.5")]
    [InlineData("-1e-3", "-0.001")]
    [InlineData("1.7976931348623157E+308", "1.7976931348623157E+308")]
    [InlineData("1e309", "OutOfRange")]
    [InlineData("-1e309", "OutOfRange")]
    [InlineData("NaN", "Invalid")]
    [InlineData("Infinity", "Invalid")]
    [InlineData("-Infinity", "Invalid")]
    [InlineData("\u221e", "Invalid")]
    [InlineData("1,5", "Invalid")]
    public void Double_IsReadOrRefused(string text, string expected) => Assert.Equal(expected, ParsedText.Of<double, NumberParser<double>>(text));

    [Theory]
    [InlineData("1.5", "1.5")]
    [InlineData("3.4028235E+38", "3.4028235E+38")]
    [InlineData("1e39", "OutOfRange")]
    [InlineData("1,5", "Invalid")]
    public void Float_IsReadOrRefused(string text, string expected) => Assert.Equal(expected, ParsedText.Of<float, NumberParser<float>>(text));

    [Theory]
    [InlineData("1.5", "1.5")]
    [InlineData("65504", "65500")]
    [InlineData("70000", "OutOfRange")]
    [InlineData("1,5", "Invalid")]
    public void Half_IsReadOrRefused(string text, string expected) => Assert.Equal(expected, ParsedText.Of<Half, NumberParser<Half>>(text));
}
