namespace Storefront;

/// <summary>Links to the other pages of a list.</summary>
public static class Pager
{
    public static Html Show<T>(Slice<T> slice, string path, params ReadOnlySpan<(string Name, string? Value)> kept)
    {
        if (slice.Pages == 1) return Html.Empty;
        var query = Kept(kept);
        string Link(int page) => page == 1 && query.Length == 0 ? path : $"{path}?{query}page={page}";

        return Html.Of($"""
            <nav class="pager" aria-label="Pages">
              {Step(slice.Page > 1, Link(slice.Page - 1), "prev", "← Previous")}
              <ol>{Html.Each(Window(slice.Page, slice.Pages), page => Number(page, slice.Page, Link))}</ol>
              {Step(slice.Page < slice.Pages, Link(slice.Page + 1), "next", "Next →")}
            </nav>
            """);
    }

    private static string Kept(ReadOnlySpan<(string Name, string? Value)> kept)
    {
        var query = "";
        foreach (var (name, value) in kept)
            if (!string.IsNullOrEmpty(value)) query += $"{name}={Uri.EscapeDataString(value)}&";
        return query;
    }

    private static Html Step(bool possible, string link, string rel, string text) => possible
        ? Html.Of($"""<a class="step" rel="{rel}" href="{link}">{text}</a>""")
        : Html.Of($"""<span class="step off" aria-hidden="true">{text}</span>""");

    private static Html Number(int? page, int current, Func<int, string> link) => page switch
    {
        null => Html.Of($"""<li class="gap" aria-hidden="true">…</li>"""),
        { } number when number == current => Html.Of($"""<li><a aria-current="page" aria-label="Page {number}" href="{link(number)}">{number}</a></li>"""),
        { } number => Html.Of($"""<li><a aria-label="Page {number}" href="{link(number)}">{number}</a></li>"""),
    };

    /// <summary>First, last and the neighbours of the current page; null stands for those left out.</summary>
    private static IEnumerable<int?> Window(int current, int last)
    {
        var shown = Enumerable.Range(1, last).Where(page => page == 1 || page == last || Math.Abs(page - current) <= 1);
        var before = 0;
        foreach (var page in shown)
        {
            if (page - before > 1) yield return null;
            yield return page;
            before = page;
        }
    }
}
