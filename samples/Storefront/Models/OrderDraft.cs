using System.Globalization;
using Needs;

namespace Storefront;

/// <summary>An order while it is being written: whatever was typed, good or bad, and as many lines as its page shows.</summary>
public sealed record OrderDraft(IReadOnlyList<OrderDraft.Line> Lines, string? Note)
{
    public static OrderDraft Empty { get; } = new([NewLine], null);

    private static Line NewLine => new(0, "", "1");

    public static OrderDraft Of(Form<OrderForm> form) => new(
        [.. form.Indices("items").Select(place => new Line(place, form.Raw(ProductName(place)) ?? "", form.Raw(QuantityName(place)) ?? ""))],
        form.Raw("note"));

    /// <summary>What the buttons "Add a line" and "Remove" make of it, for those need no script.</summary>
    /// <returns>Null where neither was pressed.</returns>
    public static OrderDraft? Changed(Form<OrderForm> form)
    {
        var draft = Of(form);
        if (form.Raw("add") is not null) return draft.With([.. draft.Lines.Take(OrderRules.MostLines - 1), NewLine]);
        if (!int.TryParse(form.Raw("remove"), NumberStyles.None, CultureInfo.InvariantCulture, out var removed)) return null;
        return draft.With(draft.Lines.Where(line => line.Place != removed));
    }

    /// <summary>The lines whose product an earlier line has, by their places on the page.</summary>
    public IEnumerable<int> Repeated() =>
        from line in Lines.Index()
        where line.Item.Product.Length > 0 && Lines.Take(line.Index).Any(earlier => earlier.Product == line.Item.Product)
        select line.Item.Place;

    public static string ProductName(int index) => $"items[{index}].product";

    public static string QuantityName(int index) => $"items[{index}].quantity";

    private OrderDraft With(IEnumerable<Line> lines) => this with { Lines = [.. lines.Select((line, place) => line with { Place = place })] };

    /// <param name="Place">The index in the names of its fields.</param>
    /// <param name="Product">What was chosen.</param>
    /// <param name="Quantity">What was typed.</param>
    public sealed record Line(int Place, string Product, string Quantity);
}
