using Needs;
using Storefront.Data;

namespace Storefront;

public static class ConsoleViews
{
    public const string Example = "SELECT country, COUNT(*) AS people FROM customers GROUP BY country ORDER BY people DESC";

    public static Html Show(string? sql, ConsoleLimits limits, string console) => Html.Of($"""
            <div class="heading"><h1>Console</h1><p>SQL that reads: at most {limits.Rows:N0} rows, and {limits.Time.TotalSeconds:0} seconds</p></div>
            <form class="console" action="/console/result" method="post" target="result">
              <input type="hidden" name="console" value="{console}">
              <label for="sql">Query</label>
              <textarea id="sql" name="sql" rows="5" maxlength="{ReadOnlySql.Longest}" spellcheck="false" autocapitalize="off" autocomplete="off">{"\n"}{sql ?? Example}</textarea>
              <div class="actions"><button>Run</button> <button class="second" formaction="/console/stop" formtarget="stop">Stop</button></div>
            </form>
            <iframe class="result" name="result" title="Result"></iframe>
            <iframe name="stop" title="Stop" hidden></iframe>
        """);

    /// <summary>The page of a result, up to its first row.</summary>
    public static Html Begin(IReadOnlyList<string> columns) => Html.Of($"""
        {Head}
        <table><thead><tr>{Html.Each(columns, column => Html.Of($"""<th scope="col">{column}</th>"""))}</tr></thead><tbody>

        """);

    public static Html Row(DbRow row) =>
        Html.Of($"<tr>{Html.Each(Enumerable.Range(0, row.FieldCount), column => Cell(row.GetValue(column)))}</tr>\n");

    public static Html End(string outcome) => Html.Of($"""
        </tbody></table>
        <p class="outcome" role="status">{outcome}</p>
        </body></html>
        """);

    /// <summary>What went wrong, before the first row or behind the last.</summary>
    public static Html Fail(string error, bool isBegun) => Html.Of($"""
        {(isBegun ? Html.Of($"</tbody></table>") : Head)}
        <p class="outcome wrong" role="alert">{error}</p>
        </body></html>
        """);

    private static Html Head => Html.Of($"""
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>Result · Storefront</title><link rel="stylesheet" href="/site.css"></head>
        <body class="result">
        """);

    private static Html Cell(object? value) => value is null
        ? Html.Of($"""<td class="none">NULL</td>""")
        : Html.Of($"<td>{Format.Cell(value)}</td>");
}
