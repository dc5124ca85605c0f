namespace Storefront;

/// <summary>One page of a list.</summary>
/// <param name="Page">Counted from 1.</param>
/// <param name="Pages">At least 1, also for an empty list.</param>
public sealed record Slice<T>(IReadOnlyList<T> Items, int Page, int Pages, long Total);

public static class Slice
{
    public static Slice<T> Of<T>(IReadOnlyList<T> items, PageNumber page, long total) =>
        new(items, page.Number, (int)Math.Max(1, (total + PageNumber.Size - 1) / PageNumber.Size), total);
}
