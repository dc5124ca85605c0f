using System.Diagnostics;
using System.Globalization;
using MySqlConnector;
using Needs.Testing.MariaDb;

namespace Needs.Benchmarks.Cursors;

/// <summary>A server that nobody else uses, a connection that reads, and one beside it that asks the server what it did.</summary>
internal sealed class CursorBench : IAsyncDisposable
{
    private readonly MariaDbServer _server;
    private readonly MySqlConnection _connection;
    private readonly MySqlConnection _observer;

    private CursorBench(MariaDbServer server)
    {
        _server = server;
        var connectionString = new MySqlConnectionStringBuilder(server.ConnectionString) { Pooling = false }.ConnectionString;
        _connection = new MySqlConnection(connectionString);
        _observer = new MySqlConnection(connectionString);
    }

    public static async Task<CursorBench> StartAsync()
    {
        var bench = new CursorBench(await MariaDbServer.StartAsync());
        await bench._connection.OpenAsync();
        await bench._observer.OpenAsync();
        return bench;
    }

    /// <summary>Reads so many rows of the query, leaves, and asks the connection something else.</summary>
    public async Task<Leaving> MeasureAsync(Reading reading, BigQuery query, long rows)
    {
        var session = await ReadAsync(_connection, "SELECT CONNECTION_ID()");
        var (sent, connections) = (await StatusAsync("Bytes_sent"), await StatusAsync("Connections"));
        var allocated = GC.GetTotalAllocatedBytes(precise: true);

        var opened = Stopwatch.GetTimestamp();
        var left = 0L;
        var read = await reading.RunAsync(_connection, query, rows, () => left = Stopwatch.GetTimestamp());
        if (left == 0) left = Stopwatch.GetTimestamp();
        var isSameSession = await ReadAsync(_connection, "SELECT CONNECTION_ID()") == session;
        var serves = Stopwatch.GetTimestamp();

        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        var stillRuns = await ReadAsync(_observer, $"SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE '{BigQuery.Beginning}%'") > 0;
        (sent, connections) = (await StatusAsync("Bytes_sent") - sent, await StatusAsync("Connections") - connections);
        return new Leaving(read, Milliseconds(opened, left), Milliseconds(left, serves), sent, allocated, connections, isSameSession, stillRuns);
    }

    /// <summary>How much more the client keeps when it stands on this row than before it began.</summary>
    public async Task<long> KeptAsync(Reading reading, BigQuery query, long rows)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var kept = 0L;
        await reading.RunAsync(_connection, query, rows, () => kept = GC.GetTotalMemory(forceFullCollection: true) - before);
        return kept;
    }

    public async ValueTask DisposeAsync()
    {
        await _observer.DisposeAsync();
        await _connection.DisposeAsync();
        await _server.DisposeAsync();
    }

    private static double Milliseconds(long start, long end) => Stopwatch.GetElapsedTime(start, end).TotalMilliseconds;

    private Task<long> StatusAsync(string name) =>
        ReadAsync(_observer, $"SELECT CAST(variable_value AS SIGNED) FROM information_schema.global_status WHERE variable_name = '{name}'");

    private static async Task<long> ReadAsync(MySqlConnection connection, string sql)
    {
        await using var command = new MySqlCommand(sql, connection);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }
}
