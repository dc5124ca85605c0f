using Microsoft.CodeAnalysis.Text;
using Needs.Testing.Verification;

namespace Needs.Analyzers.Tests.Verifier;

public class MarkupTests
{
    [Fact]
    public void Id_MarksTheTextBetween()
    {
        var markup = Markup.Parse("a {|X1:bc|} d");

        Assert.Equal("a bc d", markup.Source);
        Assert.Equal<MarkedSpan>([new MarkedSpan("X1", new TextSpan(2, 2))], markup.Diagnostics);
    }

    [Fact]
    public void Brackets_MeanTheDefaultId() =>
        Assert.Equal<MarkedSpan>([new MarkedSpan("X1", new TextSpan(0, 1))], Markup.Parse("[|a|]", "X1").Diagnostics);

    [Fact]
    public void BracketsWithoutADefaultId_AreRefused() => Assert.Throws<ArgumentException>(() => Markup.Parse("[|a|]"));

    [Fact]
    public void Nested_MarksBoth()
    {
        var markup = Markup.Parse("{|X1:a{|X2:b|}|}");

        Assert.Equal("ab", markup.Source);
        Assert.Equal<MarkedSpan>([new MarkedSpan("X2", new TextSpan(1, 1)), new MarkedSpan("X1", new TextSpan(0, 2))], markup.Diagnostics);
    }

    [Fact]
    public void Number_NamesALocation() => Assert.Equal(new TextSpan(1, 1), Markup.Parse("a{|#3:b|}").Locations[3]);

    [Theory]
    [InlineData("int[] a = [1]; var b = a is { Length: 1 } || a[0] is 1 or 2;")]
    [InlineData("$\"{1 | 2}\"")]
    [InlineData("int[] x = [a|b];")]
    public void CSharp_IsNoMarkup(string code) => Assert.Equal(code, Markup.Parse(code).Source);

    [Fact]
    public void Unclosed_IsRefused() => Assert.Throws<ArgumentException>(() => Markup.Parse("{|X1:a"));
}
