using System.Globalization;

namespace Needs.Benchmarks.Cursors;

/// <summary>A query of somebody who forgot how two tables belong together. The server makes its rows as they are asked for.</summary>
internal sealed record BigQuery(int Customers, int Orders)
{
    /// <summary>How the query begins, by which it is found in the server's list of what runs.</summary>
    public const string Beginning = "SELECT CAST(c.seq AS SIGNED) AS customer";

    public long Rows => (long)Customers * Orders;

    /// <summary>The sum of both numbers over all rows.</summary>
    public long Sum => Rows * (Customers + 1 + Orders + 1) / 2;

    public string Sql => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        {Beginning}, 'a customer' AS name, '{new string('x', 60)}' AS note, CAST(o.seq AS SIGNED) AS id, 'an item of the shop' AS item
        FROM seq_1_to_{Customers} c, seq_1_to_{Orders} o
        """);
}
