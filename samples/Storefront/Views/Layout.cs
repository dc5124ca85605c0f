namespace Storefront;

public static class Layout
{
    private static readonly (string Path, string Name)[] Sections = [("/", "Overview"), ("/customers", "Customers"), ("/orders", "Orders"), ("/console", "Console")];

    public static Html Around(string title, Html main, PathString path, string footnote) => Html.Of($"""
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <meta name="color-scheme" content="light dark">
          <title>{title} · Storefront</title>
          <link rel="icon" href="/favicon.svg" type="image/svg+xml">
          <link rel="stylesheet" href="/site.css">
        </head>
        <body>
          <a class="skip" href="#main">Skip to content</a>
          <header class="top">
            <a class="brand" href="/"><img src="/favicon.svg" alt="" width="28" height="28"> Storefront</a>
            <nav aria-label="Sections"><ul>{Html.Each(Sections, section => Section(section.Path, section.Name, path))}</ul></nav>
          </header>
          <main id="main" tabindex="-1">
        {main}
          </main>
          <footer><p>{footnote}</p></footer>
        </body>
        </html>

        """);

    private static Html Section(string link, string name, PathString path)
    {
        var here = link == "/" ? path == "/" : path.StartsWithSegments(link);
        var current = here ? Html.Of($" aria-current=\"page\"") : Html.Empty;
        return Html.Of($"""<li><a href="{link}"{current}>{name}</a></li>""");
    }
}
