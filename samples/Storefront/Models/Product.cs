namespace Storefront;

public sealed record Product(int Id, string Category, string Name, decimal Price, int Stock);
