#nullable enable
using System;
using System.Collections;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Caching.Memory;
using MySqlConnector;
using Needs;
using Npgsql;

namespace Cases.Lazy.Writers;

public sealed record Station(int Id, string Name);

public interface ICsv
{
    void WriteRecords(IEnumerable records);

    Task WriteRecordsAsync<T>(IEnumerable<T> records, CancellationToken cancel);
}

public interface IBulkTarget
{
    Task WriteToServerAsync(IDataReader reader, CancellationToken cancel);
}

/// <summary>Lazy sequences that are written here and now, or kept for later.</summary>
public sealed partial class Stations(IMemoryCache cache)
{
    private readonly List<string> _names = [];
    private IEnumerable<Station> _stations = [];
    private Task? _work;

    // good: the response is written before the await ends
    [NeedsDb]
    public static async Task WriteJson(HttpContext context, MySqlConnection db) =>
        await context.Response.WriteAsJsonAsync(db.Query<Station>("SELECT id, name FROM stations", buffered: false));

    // good: so is a result that is executed here
    [NeedsDb]
    public static async Task ExecuteResult(HttpContext context, MySqlConnection db) =>
        await Results.Ok(db.Query<Station>("SELECT id, name FROM stations", buffered: false)).ExecuteAsync(context);

    // good: the serialiser reads to the end
    [NeedsDb]
    public static async Task Serialise(MySqlConnection db, Stream target) =>
        await JsonSerializer.SerializeAsync(target, db.Query<Station>("SELECT id, name FROM stations", buffered: false));

    // good: a writer of records reads to the end
    [NeedsDb]
    public static void WriteCsv(MySqlConnection db, ICsv csv)
    {
        var stations = db.Query<Station>("SELECT id, name FROM stations", buffered: false);
        csv.WriteRecords(stations);
    }

    // good: and is awaited
    [NeedsDb]
    public static async Task WriteCsvAsync(MySqlConnection db, ICsv csv, CancellationToken cancel)
    {
        var stations = db.Query<Station>("SELECT id, name FROM stations", buffered: false);
        await csv.WriteRecordsAsync(stations, cancel);
    }

    // bad: the writer is not awaited
    [NeedsDb]
    public static IResult WriteCsvForgotten(MySqlConnection db, ICsv csv)
    {
        var stations = db.Query<Station>("SELECT id, name FROM stations", buffered: false);
        _ = {|NEEDS201:csv.WriteRecordsAsync|}(stations, CancellationToken.None);
        return Results.Accepted();
    }

    // good: the reader is copied into another database
    [NeedsDb]
    public static async Task Copy(MySqlConnection db, IBulkTarget target, CancellationToken cancel)
    {
        await using var command = new MySqlCommand("SELECT id, name FROM stations", db);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await target.WriteToServerAsync(reader, cancel);
    }

    // good: the driver's own bulk copy
    public static async Task<int> BulkCopy([NeedsDb] NpgsqlConnection db, [NeedsDb("archive")] MySqlConnection archive, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("SELECT id, name FROM stations", db);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var copy = new MySqlBulkCopy(archive) { DestinationTableName = "stations" };
        var result = await copy.WriteToServerAsync(reader, cancel);
        return result.RowsInserted;
    }

    // good: the list in the field is filled at once
    [NeedsDb]
    public int RememberNames(MySqlConnection db)
    {
        _names.Clear();
        _names.AddRange(db.Query<string>("SELECT name FROM stations", buffered: false));
        return _names.Count;
    }

    // bad: the field keeps an unread sequence
    [NeedsDb]
    public int RememberSequence(MySqlConnection db)
    {
        _stations = {|NEEDS201:db.Query<Station>("SELECT id, name FROM stations", buffered: false)|};
        return _names.Count;
    }

    // good: the field keeps a list
    [NeedsDb]
    public int RememberList(MySqlConnection db)
    {
        _stations = db.Query<Station>("SELECT id, name FROM stations", buffered: false).ToList();
        return _stations.Count();
    }

    // good: the field keeps a filter over a list
    [NeedsDb]
    public void RememberFilter(MySqlConnection db, int least)
    {
        var stations = db.Query<Station>("SELECT id, name FROM stations");
        _stations = stations.Where(station => station.Id >= least);
    }

    // bad: the cache keeps an unread sequence
    [NeedsDb]
    public IResult CacheSequence(MySqlConnection db)
    {
        var stations = db.Query<Station>("SELECT id, name FROM stations", buffered: false);
        cache.Set("stations", {|NEEDS201:stations|});
        return Results.NoContent();
    }

    // good: the cache keeps what was read
    [NeedsDb]
    public async Task<IEnumerable<Station>> CacheRows(MySqlConnection db)
    {
        var stations = await db.QueryAsync<Station>("SELECT id, name FROM stations");
        cache.Set("stations", stations, TimeSpan.FromMinutes(1));
        return stations;
    }

    // good: the work in the background has a list
    [NeedsDb]
    public IResult CountListInBackground(MySqlConnection db)
    {
        var stations = db.Query<Station>("SELECT id, name FROM stations", buffered: false).ToList();
        _work = Task.Run(() => Console.WriteLine(stations.Count));
        return Results.Accepted();
    }

    // good: the variable ends as a list
    [NeedsDb]
    public static IEnumerable<Station> Replaced(MySqlConnection db)
    {
        var stations = db.Query<Station>("SELECT id, name FROM stations", buffered: false);
        stations = stations.ToList();
        return stations;
    }

    // bad: the variable ends as a list on one path
    [NeedsDb]
    public static IEnumerable<Station> ReplacedOnOnePath(MySqlConnection db, bool sort)
    {
        var stations = db.Query<Station>("SELECT id, name FROM stations", buffered: false);
        if (sort)
            stations = stations.OrderBy(station => station.Name).ToList();
        return {|NEEDS202:stations|};
    }

    // good: an enumerator moved by hand, to the end
    [NeedsDb]
    public static List<Station> ByEnumerator(MySqlConnection db)
    {
        var stations = new List<Station>();
        using var rows = db.Query<Station>("SELECT id, name FROM stations", buffered: false).GetEnumerator();
        while (rows.MoveNext())
            stations.Add(rows.Current);
        return stations;
    }

    // good: an asynchronous enumerator moved by hand
    [NeedsDb]
    public static async Task<List<Station>> ByAsyncEnumerator(NpgsqlConnection db, CancellationToken cancel)
    {
        var stations = new List<Station>();
        await using var rows = db.QueryUnbufferedAsync<Station>("SELECT id, name FROM stations").GetAsyncEnumerator(cancel);
        while (await rows.MoveNextAsync())
            stations.Add(rows.Current);
        return stations;
    }

    // good: configured and cancellable
    [NeedsDb]
    public static async Task<int> Configured(NpgsqlConnection db, CancellationToken cancel)
    {
        var count = 0;
        await foreach (var station in db.QueryUnbufferedAsync<Station>("SELECT id, name FROM stations").WithCancellation(cancel).ConfigureAwait(false))
            count += station.Id;
        return count;
    }

    // good: the bytes of a picture
    [NeedsDb]
    public static async Task<IResult> Picture(NpgsqlConnection db, int id)
    {
        await using var command = new NpgsqlCommand("SELECT picture FROM stations WHERE id = $1", db);
        command.Parameters.AddWithValue(id);
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() ? Results.Bytes(reader.GetFieldValue<byte[]>(0), "image/png") : Results.NotFound();
    }

    // good: the picture is copied to the response here
    [NeedsDb]
    public static async Task CopyPicture(HttpContext context, NpgsqlConnection db, int id)
    {
        await using var command = new NpgsqlCommand("SELECT picture FROM stations WHERE id = $1", db);
        command.Parameters.AddWithValue(id);
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess);
        if (await reader.ReadAsync())
        {
            await using var picture = await reader.GetStreamAsync(0);
            await picture.CopyToAsync(context.Response.Body);
        }
    }

    // good: another handler is called, and awaited
    [NeedsDb]
    public static async Task<string> Both(MySqlConnection db)
    {
        var list = Replaced(db);
        var count = await CountAsync(db);
        return string.Join(", ", list.Take(count));
    }

    // bad: another handler's lazy result is handed on
    [NeedsDb]
    public static IEnumerable<Station> HandedOn(MySqlConnection db) => {|NEEDS202:ReplacedOnOnePath(db, sort: false)|};

    // good: a completion source gets the rows
    [NeedsDb]
    public static async Task<int> Completed(MySqlConnection db, TaskCompletionSource<List<Station>> loaded)
    {
        var stations = (await db.QueryAsync<Station>("SELECT id, name FROM stations")).AsList();
        loaded.SetResult(stations);
        return stations.Count;
    }

    // bad: a completion source gets the connection
    [NeedsDb]
    public static async Task<int> CompletedWithConnection(MySqlConnection db, TaskCompletionSource<MySqlConnection> opened)
    {
        var count = await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM stations");
        opened.SetResult({|NEEDS201:db|});
        return count;
    }

    [NeedsDb]
    private static Task<int> CountAsync(MySqlConnection db) => db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM stations");
}
