namespace Storefront;

public static class OverviewView
{
    public static Html Show(Overview overview) => Html.Of($"""
            <div class="heading">
              <h1>Overview</h1>
              <p>Everything that was sold, and to whom</p>
            </div>
            <dl class="facts">
              <div><dt>Customers</dt><dd>{overview.Customers:N0}</dd></div>
              <div><dt>Orders</dt><dd>{overview.Orders:N0}</dd></div>
              <div><dt>To be shipped</dt><dd>{overview.OpenOrders:N0}</dd></div>
              <div><dt>Revenue</dt><dd>{Format.WholeMoney(overview.Revenue)}</dd></div>
            </dl>
            {MonthChart.Show(overview.Months)}
            <div class="columns">
              <section aria-labelledby="latest">
                <h2 id="latest">Latest orders</h2>
                <ol class="rows">{Html.Each(overview.LatestOrders, Latest)}</ol>
                <p class="more"><a href="/orders">All orders</a></p>
              </section>
              <section aria-labelledby="best">
                <h2 id="best">Best customers</h2>
                <ol class="rows">{Html.Each(overview.BestCustomers, Best)}</ol>
                <p class="more"><a href="/customers">All customers</a></p>
              </section>
            </div>
        """);

    private static Html Latest(Order order) => Html.Of($"""
        <li>
          <p><a href="/orders/{order.Id}">{order.Id}</a> <small>{order.CustomerName}, {Format.Date(order.PlacedAt)}</small></p>
          {Format.Status(order.Status)}
          <p class="num">{Format.Money(order.Total)}</p>
        </li>
        """);

    private static Html Best(Customer customer) => Html.Of($"""
        <li>
          <p><a href="/customers/{customer.Id}">{customer.Name}</a> <small>{Format.Count(customer.Orders, "order", "orders")}</small></p>
          <p class="num">{Format.Money(customer.Spent)}</p>
        </li>
        """);
}
