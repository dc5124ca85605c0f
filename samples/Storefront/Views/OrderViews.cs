namespace Storefront;

public static class OrderViews
{
    public static Html List(Slice<Order> orders, OrderStatus? status) => Html.Of($"""
            <div class="heading">
              <h1>Orders</h1>
              <p>{Format.Count(orders.Total, "order", "orders")}{(status is null ? "" : $", {status}".ToLowerInvariant())}</p>
            </div>
            <nav class="tabs" aria-label="Status"><ul>
              {Tab(null, status)}
              {Html.Each(Enum.GetValues<OrderStatus>(), each => Tab(each, status))}
            </ul></nav>
            {(orders.Items.Count == 0 ? Html.Of($"""<p class="empty">No order is in this state.</p>""") : Table(orders.Items, withCustomer: true))}
            {Pager.Show(orders, "/orders", ("status", status?.ToString()))}
        """);

    public static Html Show(OrderDetails details)
    {
        var order = details.Order;
        return Html.Of($"""
            <nav class="crumbs" aria-label="Breadcrumb"><a href="/orders">Orders</a> <span aria-hidden="true">/</span> <a href="/customers/{order.CustomerId}">{order.CustomerName}</a></nav>
            <div class="heading">
              <h1>Order {order.Id}</h1>
              <p>{Format.Status(order.Status)}</p>
            </div>
            <dl class="facts">
              <div><dt>Customer</dt><dd><a href="/customers/{order.CustomerId}">{order.CustomerName}</a></dd></div>
              <div><dt>Placed</dt><dd>{Format.Moment(order.PlacedAt)}</dd></div>
              <div><dt>Total</dt><dd>{Format.Money(order.Total)}</dd></div>
            </dl>
            {(details.Note is { } note ? Html.Of($"""<blockquote class="note"><p>{note}</p></blockquote>""") : Html.Empty)}
            <table class="cards">
              <caption class="quiet">Lines of the order</caption>
              <thead><tr><th scope="col">Product</th><th scope="col" class="num">Quantity</th><th scope="col" class="num">Price</th><th scope="col" class="num">Total</th></tr></thead>
              <tbody>
                {Html.Each(details.Lines, Line)}
              </tbody>
              <tfoot><tr><th scope="row" colspan="3">Total</th><td class="num">{Format.Money(order.Total)}</td></tr></tfoot>
            </table>
            """);
    }

    public static Html Table(IEnumerable<Order> orders, bool withCustomer) => Html.Of($"""
        <table class="cards">
          <caption class="quiet">Orders, newest first</caption>
          <thead><tr>
            <th scope="col">Order</th><th scope="col">Placed</th>{(withCustomer ? Html.Of($"""<th scope="col">Customer</th>""") : Html.Empty)}
            <th scope="col">Status</th><th scope="col" class="num">Items</th><th scope="col" class="num">Total</th>
          </tr></thead>
          <tbody>
            {Html.Each(orders, order => Row(order, withCustomer))}
          </tbody>
        </table>
        """);

    private static Html Row(Order order, bool withCustomer) => Html.Of($"""
        <tr>
          <th scope="row"><a href="/orders/{order.Id}">{order.Id}</a></th>
          <td data-label="Placed">{Format.Date(order.PlacedAt)}</td>
          {(withCustomer ? Html.Of($"""<td data-label="Customer"><a href="/customers/{order.CustomerId}">{order.CustomerName}</a></td>""") : Html.Empty)}
          <td data-label="Status">{Format.Status(order.Status)}</td>
          <td data-label="Items" class="num">{order.Items}</td>
          <td data-label="Total" class="num">{Format.Money(order.Total)}</td>
        </tr>
        """);

    private static Html Line(OrderLine line) => Html.Of($"""
        <tr>
          <th scope="row">{line.Product}</th>
          <td data-label="Quantity" class="num">{line.Quantity}</td>
          <td data-label="Price" class="num">{Format.Money(line.UnitPrice)}</td>
          <td data-label="Total" class="num">{Format.Money(line.Total)}</td>
        </tr>
        """);

    private static Html Tab(OrderStatus? tab, OrderStatus? current)
    {
        var here = tab == current ? Html.Of($" aria-current=\"page\"") : Html.Empty;
        return tab is null
            ? Html.Of($"""<li><a href="/orders"{here}>All</a></li>""")
            : Html.Of($"""<li><a href="/orders?status={tab.Value}"{here}>{tab.Value}</a></li>""");
    }
}
