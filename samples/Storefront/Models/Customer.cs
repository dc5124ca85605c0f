namespace Storefront;

public sealed record Customer(int Id, string Name, string Email, string City, string Country, DateTime Joined, int Orders, decimal Spent);
