using System.ComponentModel.DataAnnotations;

namespace Storefront;

/// <summary>An order as its page sends it: <c>items[0].product</c>, <c>items[0].quantity</c>, <c>items[1].product</c> …</summary>
public sealed record OrderForm
{
    [Length(1, OrderRules.MostLines, ErrorMessage = "An order has {1} to {2} lines.")]
    public IReadOnlyList<OrderFormItem> Items { get; init; } = [];

    [StringLength(OrderRules.LongestNote, ErrorMessage = "A note has at most {1} characters.")]
    public string? Note { get; init; }

    public NewOrder For(int customerId)
    {
        var lines = Items.Select(item => new NewOrderLine(item.Product, item.Quantity));
        return new(customerId, [.. lines], string.IsNullOrWhiteSpace(Note) ? null : Note);
    }
}

public sealed record OrderFormItem
{
    [Required(ErrorMessage = "Choose a product.")]
    public required int Product { get; init; }

    [Required(ErrorMessage = "How many?"), Range(1, OrderRules.MostOfOne, ErrorMessage = "A quantity is between {1} and {2}.")]
    public required int Quantity { get; init; }
}
