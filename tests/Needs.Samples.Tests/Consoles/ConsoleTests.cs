using System.Diagnostics;
using System.Text;
using Needs.Samples.Tests.Running;

namespace Needs.Samples.Tests.Consoles;

/// <summary>The console on either database.</summary>
public abstract class ConsoleTests(Store store)
{
    private readonly ConsoleClient _console = new(store);

    /// <summary>A query that runs for ever, or for hours, and gives nothing meanwhile.</summary>
    protected abstract string Endless { get; }

    /// <summary>A query that gives a row, and then nothing for long.</summary>
    protected abstract string OneRowThenNothing { get; }

    private protected ConsoleClient Console => _console;

    [Fact]
    public async Task Query_ShowsItsRowsAndItsColumns()
    {
        var page = await _console.RunAsync("SELECT name, country AS land, NULL AS missing FROM customers WHERE id <= 3 ORDER BY id");

        Assert.Contains("""<th scope="col">name</th><th scope="col">land</th><th scope="col">missing</th>""", page, StringComparison.Ordinal);
        Assert.Equal(3, page.Split("<tr><td>").Length - 1);
        Assert.Contains("""<td class="none">NULL</td>""", page, StringComparison.Ordinal);
        Assert.Contains("3 rows in ", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DELETE FROM orders")]
    [InlineData("COMMIT; DELETE FROM orders")]
    [InlineData("SELECT 1; DELETE FROM orders")]
    [InlineData("SELECT 1; COMMIT; DELETE FROM orders")]
    [InlineData("SELECT 1;\n;DROP TABLE orders")]
    [InlineData("PRAGMA query_only=OFF; DELETE FROM orders")]
    [InlineData("SELECT 1; PRAGMA query_only=OFF; DELETE FROM orders; SELECT 2")]
    [InlineData("SELECT 1; SET SESSION TRANSACTION READ WRITE; COMMIT; DELETE FROM orders")]
    [InlineData("WITH gone AS (SELECT id FROM orders) DELETE FROM orders WHERE id IN (SELECT id FROM gone)")]
    [InlineData("WITH gone AS (SELECT id FROM orders) UPDATE orders SET total_cents = 0")]
    [InlineData("EXPLAIN DELETE FROM orders; DELETE FROM orders")]
    [InlineData("/* SELECT */ DELETE FROM orders")]
    [InlineData("CREATE TABLE spoils AS SELECT * FROM customers")]
    [InlineData("SELECT 1; CREATE TABLE spoils (id INT)")]
    [InlineData("DROP TABLE orders")]
    [InlineData("ATTACH DATABASE '/tmp/needs-console.db' AS other")]
    [InlineData("SELECT 1; ATTACH DATABASE '/tmp/needs-console.db' AS other")]
    [InlineData("SELECT 1 INTO OUTFILE '/tmp/needs-console.txt'")]
    [InlineData("SELECT 1 /*! INTO OUTFILE '/tmp/needs-console.txt' */ FROM orders")]
    [InlineData("SELECT LOAD_FILE('/etc/passwd')")]
    [InlineData("SELECT load_extension('x')")]
    [InlineData("INSERT INTO counters VALUES ('x', 1)")]
    [InlineData("GRANT ALL ON *.* TO somebody")]
    [InlineData("SELECT 1; VACUUM")]
    [InlineData("")]
    public async Task WhatWouldWrite_IsRefused_AndNothingIsChanged(string sql)
    {
        var before = await store.Http.GetStringAsync("/api/overview");

        var page = await _console.RunAsync(sql);

        Assert.Contains("""<p class="outcome wrong" role="alert">""", page, StringComparison.Ordinal);
        Assert.Equal(before, await store.Http.GetStringAsync("/api/overview"));
        Assert.False(File.Exists("/tmp/needs-console.db") || File.Exists("/tmp/needs-console.txt"));
        Assert.Matches("no such table|doesn&#x27;t exist", await _console.RunAsync("SELECT * FROM spoils"));
    }

    [Fact]
    public async Task EveryRowOfEveryTable_EndsAtTheLimit()
    {
        var watch = Stopwatch.StartNew();

        var page = await _console.RunAsync("SELECT * FROM customers, orders, products");

        Assert.Contains("The first 1,000 rows, in ", page, StringComparison.Ordinal);
        Assert.Contains("There are more.", page, StringComparison.Ordinal);
        Assert.Equal(1_000, page.Split("<tr><td>").Length - 1);
        Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), $"{watch.Elapsed}");
        Assert.Contains("1 row in ", await _console.RunAsync("SELECT 1"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT * FROM no_such_table", "no_such_table")]
    [InlineData("SELECT '", "")]
    [InlineData("SELECT nonsense FROM orders", "nonsense")]
    [InlineData("SELECT ?", "")]
    public async Task WrongSql_IsExplained(string sql, string named)
    {
        var page = await _console.RunAsync(sql);

        Assert.Contains("""<p class="outcome wrong" role="alert">""", page, StringComparison.Ordinal);
        Assert.Contains(named, page, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_AreTextOnly()
    {
        var page = await _console.RunAsync("SELECT '<script>alert(1)</script>' AS \"a\", '\"><img src=x>' AS b");

        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_EndsTheQuery()
    {
        var running = _console.RunAsync(Endless);

        var page = await _console.StopAsync(running).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Contains("Stopped.", page, StringComparison.Ordinal);
        await AssertNothingRunsAsync();
    }

    [Fact]
    public async Task Rows_AreSentBeforeTheQueryEnds()
    {
        using var answer = await _console.BeginAsync(OneRowThenNothing, CancellationToken.None);
        await using var page = await answer.Content.ReadAsStreamAsync();

        var seen = await ReadUntilAsync(page, "<tr><td>");
        Assert.DoesNotContain("outcome", seen, StringComparison.Ordinal);
        await AssertSomethingRunsAsync();

        await _console.StopAsync();
        Assert.Contains("Stopped.", await ReadUntilAsync(page, "</html>"), StringComparison.Ordinal);
        await AssertNothingRunsAsync();
    }

    [Fact]
    public async Task ReaderWhoLeaves_EndsTheQuery()
    {
        using (var answer = await _console.BeginAsync(OneRowThenNothing, CancellationToken.None))
            await ReadUntilAsync(await answer.Content.ReadAsStreamAsync(), "<tr><td>");

        await AssertNothingRunsAsync();
        for (var i = 0; i < 6; i++) Assert.Contains("1 row in ", await _console.RunAsync("SELECT 1"), StringComparison.Ordinal);
    }

    /// <summary>A query of the console runs at the server, where there is one to ask.</summary>
    protected virtual Task AssertSomethingRunsAsync() => Task.CompletedTask;

    /// <summary>No query of the console runs, or soon none.</summary>
    protected virtual Task AssertNothingRunsAsync() => Task.CompletedTask;

    private static async Task<string> ReadUntilAsync(Stream page, string awaited)
    {
        var seen = new StringBuilder();
        var buffer = new byte[4096];
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!seen.ToString().Contains(awaited, StringComparison.Ordinal))
        {
            var read = await page.ReadAsync(buffer, patience.Token);
            if (read == 0) break;
            seen.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }
        return seen.ToString();
    }
}
