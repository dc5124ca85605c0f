using System.Globalization;
using Needs;

namespace Storefront;

/// <summary>An order while it is being written: whatever was typed, good or bad, and as many lines as its page shows.</summary>
public sealed record OrderDraft(IReadOnlyList<OrderDraft.Line> Lines, string? Note)
{
    private static readonly Line NewLine = new("", "1");

    public static OrderDraft Empty { get; } = new([NewLine], null);

    public static OrderDraft Of(FormData form) => new([.. LinesOf(form)], form["note"]);

    /// <summary>What the buttons "Add a line" and "Remove" make of it, for those need no script.</summary>
    /// <returns>Null where neither was pressed.</returns>
    public static OrderDraft? Changed(FormData form)
    {
        var draft = Of(form);
        if (form.Contains("add")) return draft with { Lines = [.. draft.Lines.Take(OrderRules.MostLines - 1), NewLine] };
        if (!int.TryParse(form["remove"], NumberStyles.None, CultureInfo.InvariantCulture, out var removed)) return null;
        return draft with { Lines = [.. draft.Lines.Where((_, index) => index != removed)] };
    }

    /// <summary>
    /// The lines whose product an earlier line has, by their places on the page. In <see cref="OrderForm"/> they may have others: a line
    /// left blank is none there.
    /// </summary>
    public IEnumerable<int> Repeated() =>
        from line in Lines.Index()
        where line.Item.Product.Length > 0 && Lines.Take(line.Index).Any(earlier => earlier.Product == line.Item.Product)
        select line.Index;

    public static string ProductName(int index) => $"items[{index}].product";

    public static string QuantityName(int index) => $"items[{index}].quantity";

    private static IEnumerable<Line> LinesOf(FormData form)
    {
        bool Has(int index) => form.Contains(ProductName(index)) || form.Contains(QuantityName(index));
        for (var index = 0; index < OrderRules.MostLines && Has(index); index++)
            yield return new Line(form[ProductName(index)] ?? "", form[QuantityName(index)] ?? "");
    }

    public sealed record Line(string Product, string Quantity);
}
