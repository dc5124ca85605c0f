using Needs.Binding;

namespace Needs.Runtime.Tests.Forms.Binding;

/// <summary>A page that shows a list again must know by which indices it was sent.</summary>
public sealed class IndicesTests
{
    [Theory]
    [InlineData("", "lines", "")]
    [InlineData("lines[0].product=a&lines[3].product=b", "lines", "0 3")]
    [InlineData("lines[3][product]=b&LINES[0].Product=a&lines[3].quantity=1", "Lines", "0 3")]
    [InlineData("lines[3].product=&lines[5].quantity=x", "lines", "5")]
    [InlineData("lines[3].unknown=a&lines[4]=b&lines[].product=c&lines.5.product=d&lines[6=e", "lines", "")]
    [InlineData("tags[7]=a&tags=b&tags[]=c", "tags", "7")]
    [InlineData("customer=Ann", "customer", "")]
    [InlineData("prices[1]=2", "none", "")]
    public void Indices_AreThoseOfTheElements(string fields, string list, string expected) =>
        Assert.Equal(expected, string.Join(' ', FormBinding.Bind<Order, OrderTarget>(BoundForm.Parse(fields), new()).Indices(list)));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Indices_BelongToTheBoundList(bool keepBlankValues)
    {
        var form = FormBinding.Bind<Order, OrderTarget>(
            BoundForm.Parse("customer=Ann&lines[9].product=c&lines[4].product=b&lines[2].quantity=&lines[1].other=x&lines[0].product=a"),
            new() { KeepBlankValues = keepBlankValues });

        Assert.Equal(["a 0", "b 4", "c 9"], form.Value!.Lines.Zip(form.Indices("lines"), (line, index) => $"{line.Product} {index}"));
    }

    [Fact]
    public void Indices_AreNamedWithThePrefix()
    {
        var form = FormBinding.Bind<Order, OrderTarget>(BoundForm.Parse("order.lines[3].product=b&lines[1].product=a"), new() { Prefix = "order" });

        Assert.Equal([3], form.Indices("order[lines]"));
        Assert.Empty(form.Indices("lines"));
    }

    [Fact]
    public void IndicesOfAListInAList_AreThoseOfItsOwn()
    {
        var form = FormBinding.Bind<List<List<int>>, MemberTarget<List<List<int>>, FormList<List<int>, FormList<int, FormScalar<int, IntegerParser<int>>>>>>(
            BoundForm.Parse("v[4][6]=1&v[4][2]=x&v[1][8]=3"), new());

        Assert.Equal([1, 4], form.Indices("v"));
        Assert.Equal([2, 6], form.Indices("v[4]"));
    }

    [Fact]
    public void FormOfATest_HasTheIndicesOfItsNames() =>
        Assert.Equal([0, 2], new Form<string>("", new FormErrors(), BoundForm.Parse("items[2].a=1&items[0].b=&items=3")).Indices("items"));
}
