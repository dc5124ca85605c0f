using Needs.Binding;

namespace Needs.Runtime.Tests.Forms.Binding;

/// <summary>Objects within objects: names, errors of all of them at once, prefixes, unknown fields.</summary>
public sealed class ObjectTests
{
    private const string Whole = "customer=Ann&address.street=Main&address.zip=12&lines[0].product=tea&lines[0].quantity=2&lines[4].product=jam"
        + "&tags=a&tags=b&prices[tea]=1.5&prices[jam]=2&isGift=on";

    private const string WholeAsJson = """{"Customer":"Ann","Address":{"Street":"Main","Zip":12},"Lines":[{"Product":"tea","Quantity":2},"""
        + """{"Product":"jam","Quantity":1}],"Tags":["a","b"],"Prices":{"tea":1.5,"jam":2},"IsGift":true}""";

    [Theory]
    [InlineData(Whole, WholeAsJson)]
    [InlineData(
        "Customer=Ann&ADDRESS[STREET]=Main&Address[Zip]=12&Lines[0][Product]=tea&LINES[0].Quantity=2&lines[4][product]=jam"
            + "&tags[]=a&tags[]=b&Prices.tea=1.5&prices[jam]=2&isgift=1",
        WholeAsJson)]
    [InlineData("customer=Ann", """{"Customer":"Ann","Address":null,"Lines":[],"Tags":[],"Prices":{},"IsGift":false}""")]
    [InlineData(
        "address.zip=x&lines[7].quantity=many&lines[2].product=tea&tags=ok&prices[tea]=1,5&isGift=maybe",
        "customer: required, address.street: required, address.zip: invalid, lines[7].product: required, lines[7].quantity: invalid, "
            + "prices[tea]: invalid, isGift: invalid")]
    [InlineData("customer=Ann&address=x&address.street.y=z&lines=1&.customer=Bob", """{"Customer":"Ann","Address":null,"Lines":[],"Tags":[],"Prices":{},"IsGift":false}""")]
    public void Order_IsBoundInOnePass(string fields, string expected) => Assert.Equal(expected, BoundForm.Of<Order, OrderTarget>(fields));

    [Theory]
    [InlineData("order", "order.customer=Ann", "Ann")]
    [InlineData("order", "ORDER[customer]=Ann&customer=Bob", "Ann")]
    [InlineData("a.b", "a[b].customer=Ann&a.customer=Bob", "Ann")]
    [InlineData("", "customer=Ann", "Ann")]
    [InlineData("order", "customer=Ann", "order.customer: required")]
    [InlineData("order", "orders.customer=Ann", "order.customer: required")]
    [InlineData("order", "order.customer=Ann&order.address.zip=1&order.lines[3].quantity=x", "order.address.street: required, order.lines[3].product: required, order.lines[3].quantity: invalid")]
    public void Prefix_IsPartOfEveryName(string prefix, string fields, string expected)
    {
        var form = FormBinding.Bind<Order, OrderTarget>(BoundForm.Parse(fields), new() { Prefix = prefix });

        Assert.Equal(expected, form.IsValid ? form.Value.Customer : BoundForm.Describe(form));
    }

    [Fact]
    public void Prefix_CountsForNothingInTheDepth()
    {
        var options = new FormBindingOptions { Prefix = "a.b", Limits = new() { MaxDepth = 1 } };

        Assert.True(FormBinding.Bind<Order, OrderTarget>(BoundForm.Parse("a.b.customer=Ann"), options).IsValid);
    }

    [Theory]
    [InlineData("customer=Ann&extra=1&address.country=2&lines[].product=3&lines[0]=4&customer.x=5", "extra: unknown, address.country: unknown, lines[].product: unknown, lines[0]: unknown, customer.x: unknown")]
    [InlineData("customer=Ann&__RequestVerificationToken=1&_charset_=utf-8&csrf=2", "Ann")]
    [InlineData("extra=1", "extra: unknown, customer: required")]
    public void UnknownFields_AreErrorsWhereStrict(string fields, string expected)
    {
        var form = FormBinding.Bind<Order, OrderTarget>(BoundForm.Parse(fields), new() { Strict = true, TokenField = "csrf" });

        Assert.Equal(expected, form.IsValid ? form.Value.Customer : BoundForm.Describe(form));
    }

    [Fact]
    public void ObjectThatWasNotSent_SaysWhatItNeeds() =>
        Assert.Equal("v.street: required, v.zip: required", BoundForm.OfMember<Address, FormNested<Address, AddressTarget>>("v="));
}
