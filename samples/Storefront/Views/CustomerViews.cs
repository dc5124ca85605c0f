namespace Storefront;

public static class CustomerViews
{
    public static Html List(Slice<Customer> customers, string? search) => Html.Of($"""
            <div class="heading">
              <h1>Customers</h1>
              <p>{Found(customers.Total, search)}</p>
              <a class="button" href="/customers/sign-up">Sign up</a>
            </div>
            <search>
              <form class="search" action="/customers">
                <label class="quiet" for="search">Search customers</label>
                <input id="search" name="search" type="search" value="{search}" placeholder="Name, e-mail, town or country" autocomplete="off">
                <button>Search</button>
              </form>
            </search>
            {(customers.Items.Count == 0 ? NobodyFound(search) : Table(customers.Items))}
            {Pager.Show(customers, "/customers", ("search", search))}
        """);

    public static Html Show(Customer customer, Slice<Order> orders, string? photoError) => Html.Of($"""
            <nav class="crumbs" aria-label="Breadcrumb"><a href="/customers">Customers</a></nav>
            <div class="person">
              {PhotoViews.Portrait(customer)}
              <div class="heading">
                <h1>{customer.Name}</h1>
                <p>{customer.City}, {customer.Country} · <a href="mailto:{customer.Email}">{customer.Email}</a></p>
              </div>
              {PhotoViews.Change(customer, photoError)}
            </div>
            <dl class="facts">
              <div><dt>Customer since</dt><dd>{Format.Date(customer.Joined)}</dd></div>
              <div><dt>Orders</dt><dd>{customer.Orders}</dd></div>
              <div><dt>Spent</dt><dd>{Format.Money(customer.Spent)}</dd></div>
            </dl>
            <div class="heading orders"><h2>Orders</h2> <a class="button" href="/customers/{customer.Id}/order">New order</a></div>
            {(orders.Items.Count == 0 ? Html.Of($"""<p class="empty">No order yet.</p>""") : OrderViews.Table(orders.Items, withCustomer: false))}
            {Pager.Show(orders, $"/customers/{customer.Id}")}
        """);

    private static string Found(long count, string? search) => string.IsNullOrWhiteSpace(search)
        ? Format.Count(count, "person", "people")
        : $"{Format.Count(count, "person", "people")} for “{search}”";

    private static Html NobodyFound(string? search) => string.IsNullOrWhiteSpace(search)
        ? Html.Of($"""<p class="empty">There are no customers yet.</p>""")
        : Html.Of($"""<p class="empty">Nobody matches “{search}”. <a href="/customers">Show everybody</a></p>""");

    private static Html Table(IEnumerable<Customer> customers) => Html.Of($"""
        <table class="cards">
          <caption class="quiet">Customers by last name</caption>
          <thead><tr>
            <th scope="col">Name</th><th scope="col">Town</th><th scope="col">Customer since</th>
            <th scope="col" class="num">Orders</th><th scope="col" class="num">Spent</th>
          </tr></thead>
          <tbody>
            {Html.Each(customers, Row)}
          </tbody>
        </table>
        """);

    private static Html Row(Customer customer) => Html.Of($"""
        <tr>
          <th scope="row"><a href="/customers/{customer.Id}">{customer.Name}</a> <small>{customer.Email}</small></th>
          <td data-label="Town">{customer.City}, {customer.Country}</td>
          <td data-label="Customer since">{Format.Date(customer.Joined)}</td>
          <td data-label="Orders" class="num">{customer.Orders}</td>
          <td data-label="Spent" class="num">{Format.Money(customer.Spent)}</td>
        </tr>
        """);
}
