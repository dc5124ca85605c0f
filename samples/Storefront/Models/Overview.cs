namespace Storefront;

public sealed record Overview(
    long Customers, long Orders, long OpenOrders, decimal Revenue,
    IReadOnlyList<Month> Months, IReadOnlyList<Order> LatestOrders, IReadOnlyList<Customer> BestCustomers);

/// <param name="Name">Year and month, such as 2026-09.</param>
public sealed record Month(string Name, long Orders, decimal Revenue);
