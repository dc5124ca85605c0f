using System.Globalization;
using Needs.Samples.Tests.Running;

namespace Needs.Samples.Tests.Consoles;

[Collection(MySqlStore.Name)]
public sealed class MySqlConsoleTests(MySqlStore fixture) : ConsoleTests(fixture.Store)
{
    protected override string Endless => "SELECT COUNT(*) FROM orders a, orders b, orders c";

    /// <summary>The server sends when its buffer is full: a row alone must fill it.</summary>
    protected override string OneRowThenNothing => "SELECT REPEAT('x', 100000) UNION ALL SELECT SLEEP(600) FROM orders";

    [Theory]
    [InlineData("SELECT * FROM orders FOR UPDATE")]
    [InlineData("SELECT NEXTVAL(nothing)")]
    public async Task WhatWouldLock_IsRefused(string sql)
    {
        Assert.Contains("READ ONLY transaction", await Console.RunAsync(sql), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SHOW TABLES", "customer_photos")]
    [InlineData("DESCRIBE orders", "total_cents")]
    [InlineData("EXPLAIN SELECT * FROM orders", "SIMPLE")]
    [InlineData("VALUES (41), (42)", "42")]
    [InlineData("select 'it''s \\'a\\' \"text\"; -- no second' as x, @nothing", "it&#x27;s &#x27;a&#x27; &quot;text&quot;; -- no second")]
    public async Task WhatReads_Runs(string sql, string shown)
    {
        Assert.Contains(shown, await Console.RunAsync(sql), StringComparison.Ordinal);
    }

    protected override Task AssertSomethingRunsAsync() => AssertRunningAsync(atLeast: 1, atMost: int.MaxValue);

    protected override Task AssertNothingRunsAsync() => AssertRunningAsync(atLeast: 0, atMost: 0);

    private async Task AssertRunningAsync(int atLeast, int atMost)
    {
        await using var connection = new MySqlConnection(fixture.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT COUNT(*) FROM information_schema.processlist WHERE db = DATABASE() AND command IN ('Query', 'Execute') AND id <> CONNECTION_ID()";
        var count = -1L;
        for (var tries = 0; tries < 1200 && (count < atLeast || count > atMost); tries++)
        {
            if (tries > 0) await Task.Delay(50);
            count = Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
        }
        Assert.InRange(count, atLeast, atMost);
    }
}

/// <summary>The time that a query may take, in a shop that gives it little.</summary>
public sealed class ConsoleTimeTests
{
    [Fact]
    public async Task QueryThatTakesTooLong_IsStopped()
    {
        await using var store = await Store.OnSqliteAsync(arguments: ["--console-seconds", "1"]);

        var page = await new ConsoleClient(store).RunAsync("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n");

        Assert.Contains("Stopped: a query may take 1 ", page, StringComparison.Ordinal);
    }
}
