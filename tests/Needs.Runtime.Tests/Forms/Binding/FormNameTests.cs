using Needs.Binding;

namespace Needs.Runtime.Tests.Forms.Binding;

/// <summary>How names are cut into pieces.</summary>
public sealed class FormNameTests
{
    [Theory]
    [InlineData("a", "a")]
    [InlineData("a.b", "a b")]
    [InlineData("a[b]", "a b")]
    [InlineData("a[b].c[d][e]", "a b c d e")]
    [InlineData("items[0].x", "items #0 x")]
    [InlineData("items[0][x]", "items #0 x")]
    [InlineData("ids[]", "ids +")]
    [InlineData("a[b.c]", "a b.c")]
    [InlineData("a[b[c]", "a b[c")]
    [InlineData("a[ ]", "a  ")]
    [InlineData("a[-1]", "a -1")]
    [InlineData("a[00]", "a #0")]
    [InlineData("a[99999999999999999999]", "a #2147483647")]
    [InlineData("a.0", "a 0")]
    [InlineData("first-name", "first-name")]
    [InlineData("a b", "a b")]
    public void Name_IsReadPieceByPiece(string name, string expected) => Assert.Equal(expected, Describe(name));

    [Theory]
    [InlineData("")]
    [InlineData(".a")]
    [InlineData("[a]")]
    [InlineData("[]")]
    [InlineData("a.")]
    [InlineData("a..b")]
    [InlineData("a[")]
    [InlineData("a[b")]
    [InlineData("a[b]c")]
    [InlineData("a[b]]")]
    [InlineData("a.[b]")]
    [InlineData("a[b].")]
    public void MalformedName_HasNoEnd(string name) => Assert.StartsWith("nobody's", Describe(name), StringComparison.Ordinal);

    [Theory]
    [InlineData("NAME", true)]
    [InlineData("name", true)]
    [InlineData("n\u0131me", false)]
    [InlineData("nam", false)]
    public void Piece_IsComparedWithoutCase(string other, bool expected)
    {
        var name = new FormName("Name", 1);
        Assert.True(name.Next());
        Assert.Equal(expected, name.Is(other));
    }

    [Fact]
    public void NameDeeperThanItMayBe_IsOverALimit()
    {
        var error = Assert.Throws<FormException>(() =>
        {
            var name = new FormName("a.b.c", 2);
            while (name.Next()) { }
        });

        Assert.Equal(("MaxDepth", 2), (error.Limit, error.LimitValue));
    }

    private static string Describe(string text)
    {
        var name = new FormName(text, 10);
        var pieces = new List<string>();
        while (name.Next()) pieces.Add(name.IsAppend ? "+" : name.TryIndex(out var index) ? $"#{index}" : name.Segment.ToString());
        var all = string.Join(' ', pieces);
        return name.IsEnd && pieces.Count > 0 ? all : $"nobody's: {all}";
    }
}
