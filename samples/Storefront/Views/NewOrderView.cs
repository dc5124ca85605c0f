using Needs;

namespace Storefront;

public static class NewOrderView
{
    public static Html Show(int customerId, string customer, OrderDraft draft, FormErrors errors, IReadOnlyList<Product> products)
    {
        var fields = new Fields(errors);
        return Html.Of($"""
            <nav class="crumbs" aria-label="Breadcrumb"><a href="/customers">Customers</a> <span aria-hidden="true">/</span> <a href="/customers/{customerId}">{customer}</a></nav>
            <div class="heading"><h1>New order</h1><p>for {customer}</p></div>
            {fields.Problems()}
            <form class="form" action="/customers/{customerId}/order" method="post" novalidate>
              <button class="quiet" tabindex="-1" aria-hidden="true">Place the order</button>
              <fieldset class="lines" id="items" tabindex="-1">
                <legend class="quiet">Lines of the order</legend>
                {Html.Each(draft.Lines.Index(), item => Line(fields, item.Index, item.Item, products, isNew: errors.Count == 0 && item.Index == draft.Lines.Count - 1))}
                {fields.Wrong("items")}
                <button class="second" name="add" value="line">Add a line</button>
              </fieldset>
              {fields.Area("note", "Note (optional)", draft.Note, Html.Of($"""maxlength="{OrderRules.LongestNote}" """))}
              <div class="actions"><button>Place the order</button> <a href="/customers/{customerId}">Leave it</a></div>
            </form>
            """);
    }

    /// <summary>Enter presses a form's first button: hence the hidden one above, or it would add or remove a line.</summary>
    private static Html Line(Fields fields, int index, OrderDraft.Line line, IReadOnlyList<Product> products, bool isNew) => Html.Of($"""
        <fieldset class="line">
          <legend class="quiet">Line {index + 1}</legend>
          {fields.Select(OrderDraft.ProductName(line.Place), "Product", Options(products, line.Product), isNew ? Html.Of($"required autofocus ") : Html.Of($"required "))}
          {fields.Text(OrderDraft.QuantityName(line.Place), "Quantity", line.Quantity, Html.Of($"""required inputmode="numeric" autocomplete="off" """))}
          <button class="second" name="remove" value="{line.Place}" aria-label="Remove line {index + 1}">Remove</button>
        </fieldset>
        """);

    private static Html Options(IReadOnlyList<Product> products, string chosen) => Html.Of($"""
        {Option("", "Choose a product", chosen)}
        {Html.Each(products.GroupBy(product => product.Category), category => Html.Of($"""
            <optgroup label="{category.Key}">{Html.Each(category, product => Option($"{product.Id}", $"{product.Name}, {Format.Money(product.Price)}", chosen))}</optgroup>
            """))}
        """);

    private static Html Option(string value, string text, string chosen) =>
        Html.Of($"""<option value="{value}"{(value == chosen ? Html.Of($" selected") : Html.Empty)}>{text}</option>""");
}
