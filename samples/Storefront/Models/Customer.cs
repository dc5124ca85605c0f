namespace Storefront;

/// <param name="Photo">The address of the photo, a new one with each photo. Null without one.</param>
public sealed record Customer(
    int Id, string Name, string Email, string City, string Country, DateTime Joined, int Orders, decimal Spent, string? Photo = null);
