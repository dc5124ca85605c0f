using System.Numerics;
using Needs.Binding;

namespace Needs.Runtime.Tests.Forms.Binding;

/// <summary>Whole numbers: digits after a sign or none, in every culture.</summary>
public sealed class IntegerParserTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("42", "42")]
    [InlineData("-42", "-42")]
    [InlineData("+42", "42")]
    [InlineData("007", "7")]
    [InlineData(" \t\r\n\f42 ", "42")]
    [InlineData("2147483647", "2147483647")]
    [InlineData("-2147483648", "-2147483648")]
    [InlineData("2147483648", "OutOfRange")]
    [InlineData("99999999999999999999999999999999999999999999", "OutOfRange")]
    [InlineData("", "blank")]
    [InlineData(" \t ", "blank")]
    [InlineData("abc", "Invalid")]
    [InlineData("1.0", "Invalid")]
    [InlineData("1,000", "Invalid")]
    [InlineData("1.000", "Invalid")]
    [InlineData("1 000", "Invalid")]
    [InlineData("1e3", "Invalid")]
    [InlineData("0x10", "Invalid")]
    [InlineData("--1", "Invalid")]
    [InlineData("1-", "Invalid")]
    [InlineData("(1)", "Invalid")]
    [InlineData("+", "Invalid")]
    [InlineData("$1", "Invalid")]
    [InlineData("1\0", "Invalid")]
    [InlineData("\u00a01", "Invalid")]
    [InlineData("\u0661", "Invalid")]
    [InlineData("\u22121", "Invalid")]
    public void Int_IsReadOrRefused(string text, string expected) => Assert.Equal(expected, ParsedText.Of<int, IntegerParser<int>>(text));

    [Fact]
    public void EveryInteger_HoldsItsOwnRange()
    {
        AssertRange<sbyte>();
        AssertRange<byte>();
        AssertRange<short>();
        AssertRange<ushort>();
        AssertRange<int>();
        AssertRange<uint>();
        AssertRange<long>();
        AssertRange<ulong>();
        AssertRange<nint>();
        AssertRange<nuint>();
        AssertRange<Int128>();
        AssertRange<UInt128>();
    }

    [Theory]
    [InlineData("-0", "0")]
    [InlineData("-1", "OutOfRange")]
    public void UnsignedNumber_KnowsTheSign(string text, string expected) => Assert.Equal(expected, ParsedText.Of<byte, IntegerParser<byte>>(text));

    private static void AssertRange<T>()
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var (smallest, largest) = (BigInteger.CreateChecked(T.MinValue), BigInteger.CreateChecked(T.MaxValue));
        Assert.Equal($"{smallest}", ParsedText.Of<T, IntegerParser<T>>($"{smallest}"));
        Assert.Equal($"{largest}", ParsedText.Of<T, IntegerParser<T>>($"{largest}"));
        Assert.Equal("OutOfRange", ParsedText.Of<T, IntegerParser<T>>($"{smallest - 1}"));
        Assert.Equal("OutOfRange", ParsedText.Of<T, IntegerParser<T>>($"{largest + 1}"));
    }
}
