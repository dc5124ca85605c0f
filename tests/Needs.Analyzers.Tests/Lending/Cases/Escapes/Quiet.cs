#nullable enable
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using MySqlConnector;
using Needs;
using Npgsql;

namespace Cases.Escapes.Quiet;

public sealed record Shipment(int Id, string Address, string State);

public sealed record ShipmentChanged(int Id, string State);

public interface IOutbox
{
    Task AppendAsync(IDbConnection connection, object message, IDbTransaction? transaction = null);
}

/// <summary>Ordinary handlers, full of what looks a little like an escape.</summary>
public sealed partial class Shipments(IOutbox outbox, ILogger<Shipments> logger)
{
    private static readonly ConcurrentDictionary<int, string> States = new();
    private static readonly DbConnection?[] Slots = new DbConnection?[8];
    private static readonly object Gate = new();
    private static int _handled;
    private static DbConnection? _probe;

    private readonly Stopwatch _watch = new();
    private readonly List<ShipmentChanged> _changes = [];
    private DateTime _last;
    private IReadOnlyList<Shipment> _open = [];

    // good: rows, times and counters in fields
    [NeedsDb]
    public async Task<IReadOnlyList<Shipment>> Open(MySqlConnection db)
    {
        _watch.Restart();
        _open = (await db.QueryAsync<Shipment>("SELECT id, address, state FROM shipments WHERE state = 'open'")).AsList();
        _last = DateTime.UtcNow;
        Interlocked.Increment(ref _handled);
        logger.LogInformation("{Count} open on {Server} in {Elapsed}", _open.Count, db.DataSource, _watch.Elapsed);
        return _open;
    }

    // good: an outbox row in the same transaction, the change remembered by value
    [NeedsDb(Transaction = true)]
    public async Task<IResult> Send(MySqlConnection db, MySqlTransaction transaction, int id)
    {
        var rows = await db.ExecuteAsync("UPDATE shipments SET state = 'sent' WHERE id = @id", new { id }, transaction);
        if (rows == 0)
            return Results.NotFound();
        var change = new ShipmentChanged(id, "sent");
        await outbox.AppendAsync(db, change, transaction);
        _changes.Add(change);
        States[id] = change.State;
        return Results.NoContent();
    }

    // good: tags of an activity are strings
    [NeedsDb]
    public static async Task<int> Traced(NpgsqlConnection db)
    {
        using var activity = new Activity("count").Start();
        activity.SetTag("db.name", db.Database);
        activity.SetTag("db.server", db.DataSource);
        activity.AddEvent(new ActivityEvent(db.State.ToString()));
        return await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM shipments");
    }

    // good: the settings come from the connection's text, and a connection of its own is made of it
    [NeedsDb]
    public static async Task<string> SettingsOf(NpgsqlConnection db)
    {
        var settings = new NpgsqlConnectionStringBuilder(db.ConnectionString);
        await db.ExecuteAsync("SELECT 1");
        return settings.Host + ":" + settings.Port;
    }

    // good: the header is a number
    [NeedsDb]
    public static async Task<IResult> WithHeader(HttpContext context, NpgsqlConnection db)
    {
        var count = await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM shipments");
        context.Response.Headers.Append("X-Total", count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        context.Items["total"] = count;
        context.TraceIdentifier = db.ProcessID.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Results.Ok();
    }

    // good: the whole array is cleared
    [NeedsDb]
    public static int SlotAndClear(MySqlConnection db, int slot)
    {
        Slots[slot] = db;
        try
        {
            return Slots.Count(one => one is not null) + db.ExecuteScalar<int>("SELECT COUNT(*) FROM shipments");
        }
        finally
        {
            Slots[slot] = null;
        }
    }

    // good: the field is unset on each path
    [NeedsDb]
    public static int ProbeOnEachPath(MySqlConnection db, bool deep)
    {
        _probe = db;
        if (!deep)
        {
            _probe = null;
            return 1;
        }

        try
        {
            return _probe.ExecuteScalar<int>("SELECT COUNT(*) FROM shipments");
        }
        catch (MySqlException)
        {
            return -1;
        }
        finally
        {
            _probe = null;
        }
    }

    // bad: the field is unset on one path only
    [NeedsDb]
    public static int ProbeOnOnePath(MySqlConnection db, bool deep)
    {
        _probe = {|NEEDS201:db|};
        if (!deep)
            return 1;
        var count = _probe.ExecuteScalar<int>("SELECT COUNT(*) FROM shipments");
        _probe = null;
        return count;
    }

    // good: the flag decides both times
    [NeedsDb]
    public static int ProbeIfAsked(MySqlConnection db, bool probe)
    {
        if (probe)
            _probe = db;
        var count = db.ExecuteScalar<int>("SELECT COUNT(*) FROM shipments");
        if (probe)
            _probe = null;
        return count;
    }

    // good: a lock around the work
    [NeedsDb]
    public static int UnderLock(MySqlConnection db)
    {
        lock (Gate)
            return db.Execute("UPDATE shipments SET state = 'late' WHERE due < NOW()");
    }

    // good: a file gets the rows
    [NeedsDb]
    public static async Task<long> Export(MySqlConnection db, Stream target, CancellationToken cancel)
    {
        await using var writer = new StreamWriter(target, leaveOpen: true);
        await using var command = new MySqlCommand("SELECT id, address FROM shipments", db);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        long lines = 0;
        while (await reader.ReadAsync(cancel))
        {
            await writer.WriteAsync(reader.GetString(1));
            await writer.WriteLineAsync();
            lines++;
        }

        return lines;
    }

    // good: the writer is given the reader's text, not the reader
    [NeedsDb]
    public static void ExportText(MySqlConnection db, TextWriter writer)
    {
        using var command = new MySqlCommand("SELECT address FROM shipments", db);
        using var reader = command.ExecuteReader();
        while (reader.Read())
            writer.WriteLine(reader["address"]);
    }

    // good: sorted by a comparison that asks a dictionary
    [NeedsDb]
    public static List<Shipment> Sorted(MySqlConnection db)
    {
        var weights = db.Query<(int Id, int Weight)>("SELECT id, weight FROM parcels").ToDictionary(row => row.Id, row => row.Weight);
        var shipments = db.Query<Shipment>("SELECT id, address, state FROM shipments").AsList();
        shipments.Sort((left, right) => weights.GetValueOrDefault(left.Id).CompareTo(weights.GetValueOrDefault(right.Id)));
        return shipments;
    }

    // good: a local cache of this call, filled by the connection
    [NeedsDb]
    public static List<string> AddressesOf(MySqlConnection db, int[] ids)
    {
        var known = new Dictionary<int, string>();
        var addresses = new List<string>();
        foreach (var id in ids)
        {
            if (!known.TryGetValue(id, out var address))
                known.Add(id, address = db.QuerySingle<string>("SELECT address FROM shipments WHERE id = @id", new { id }));
            addresses.Add(address);
        }

        return addresses;
    }

    // good: a memoised local function
    [NeedsDb]
    public static int Total(MySqlConnection db, int[] ids)
    {
        var prices = new Dictionary<int, int>();
        return ids.Sum(PriceOf);

        int PriceOf(int id)
        {
            if (!prices.TryGetValue(id, out var price))
                prices[id] = price = db.ExecuteScalar<int>("SELECT price FROM shipments WHERE id = @id", new { id });
            return price;
        }
    }

    // good: the message carries what was read
    [NeedsDb]
    public static async Task<string> Message(MySqlConnection db, int id)
    {
        var shipment = await db.QuerySingleAsync<Shipment>("SELECT id, address, state FROM shipments WHERE id = @id", new { id });
        return JsonSerializer.Serialize(new { shipment, Server = db.ServerVersion, db.Database });
    }

    // good: a transaction of the handler's own, ended here
    [NeedsDb]
    public static async Task<int> InTransaction(NpgsqlConnection db, int[] ids)
    {
        await using var transaction = await db.BeginTransactionAsync(IsolationLevel.Serializable);
        var rows = 0;
        try
        {
            foreach (var id in ids)
                rows += await db.ExecuteAsync("UPDATE shipments SET state = 'lost' WHERE id = @id", new { id }, transaction);
            await transaction.CommitAsync();
        }
        catch (NpgsqlException)
        {
            await transaction.RollbackAsync();
            throw;
        }

        return rows;
    }

    // good: the handler closes early, and goes on without it
    [NeedsDb]
    public static async Task<string> CloseEarly(MySqlConnection db, int id)
    {
        var address = await db.QuerySingleAsync<string>("SELECT address FROM shipments WHERE id = @id", new { id });
        await db.CloseAsync();
        return await Task.Run(() => address.ToUpperInvariant());
    }

    // good: a started task is awaited on each path
    [NeedsDb]
    public static async Task<int> AwaitedOnEachPath(MySqlConnection db, int id, bool log)
    {
        var update = db.ExecuteAsync("UPDATE shipments SET state = 'seen' WHERE id = @id", new { id });
        if (!log)
            return await update;
        var started = Stopwatch.StartNew();
        var rows = await update;
        return rows + (int)started.ElapsedMilliseconds;
    }

    // good: a task of another handler's kind: a background refresh that knows only ids
    [NeedsDb]
    public static async Task<int[]> RefreshIds(MySqlConnection db, ChannelOf queue)
    {
        var ids = (await db.QueryAsync<int>("SELECT id FROM shipments WHERE state = 'open'")).ToArray();
        foreach (var id in ids)
            queue.Post(() => Task.Run(() => States.TryRemove(id, out _)));
        return ids;
    }

    // bad: the same queue, but the work uses the connection
    [NeedsDb]
    public static async Task<int[]> RefreshRows(MySqlConnection db, ChannelOf queue)
    {
        var ids = (await db.QueryAsync<int>("SELECT id FROM shipments WHERE state = 'open'")).ToArray();
        foreach (var id in ids)
            queue.Post(() => {|NEEDS201:db|}.ExecuteAsync("UPDATE shipments SET checked = 1 WHERE id = @id", new { id }));
        return ids;
    }

    public abstract class ChannelOf
    {
        public abstract void Post(Func<Task> work);
    }
}
