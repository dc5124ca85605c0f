namespace Storefront;

public sealed record Order(int Id, DateTime PlacedAt, OrderStatus Status, decimal Total, int Items, int CustomerId, string CustomerName);

public sealed record OrderLine(int ProductId, string Product, int Quantity, decimal UnitPrice)
{
    public decimal Total => Quantity * UnitPrice;
}

public sealed record OrderDetails(Order Order, string? Note, IReadOnlyList<OrderLine> Lines);

/// <summary>An order as it is asked for. What JSON leaves out is null or 0 here; <see cref="OrderRules"/> says what is wrong with it.</summary>
public sealed record NewOrder(int CustomerId, IReadOnlyList<NewOrderLine?>? Lines, string? Note);

public sealed record NewOrderLine(int ProductId, int Quantity);
