#nullable enable
using System;
using System.Collections;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Data;
using System.Data.Common;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.AspNetCore.Http;
using MySqlConnector;
using Needs;
using Npgsql;

namespace Cases.Lazy.Repositories;

public sealed record Track(int Id, string Title, int Seconds);

public sealed record TrackDto(int Id, string Title, string Length);

public sealed record Paged<T>(int Page, int Total, IReadOnlyList<T> Items);

public sealed class Tracks(MySqlConnection connection)
{
    public IEnumerable<Track> All() => connection.Query<Track>("SELECT id, title, seconds FROM tracks");

    public IEnumerable<Track> Stream() => connection.Query<Track>("SELECT id, title, seconds FROM tracks", buffered: false);

    public IEnumerable<Track> Long()
    {
        foreach (var track in connection.Query<Track>("SELECT id, title, seconds FROM tracks"))
        {
            if (track.Seconds > 600)
                yield return track;
        }
    }

    public IAsyncEnumerable<Track> StreamAsync() => connection.QueryUnbufferedAsync<Track>("SELECT id, title, seconds FROM tracks");

    public async Task<IEnumerable<Track>> AllAsync() => await connection.QueryAsync<Track>("SELECT id, title, seconds FROM tracks");
}

/// <summary>Lazy results behind repositories and mappings.</summary>
public static partial class Music
{
    // good: the repository's method buffers
    [NeedsDb]
    public static IEnumerable<Track> All(MySqlConnection db) => new Tracks(db).All();

    // bad: the repository's method streams
    [NeedsDb]
    public static IEnumerable<Track> Stream(MySqlConnection db) => {|NEEDS202:new Tracks(db).Stream()|};

    // bad: the repository's method is an iterator
    [NeedsDb]
    public static IEnumerable<Track> Long(MySqlConnection db)
    {
        var tracks = new Tracks(db);
        return {|NEEDS202:tracks.Long()|};
    }

    // good: the iterator is read
    [NeedsDb]
    public static IEnumerable<Track> LongListed(MySqlConnection db)
    {
        var tracks = new Tracks(db);
        return tracks.Long().ToList();
    }

    // good: declared as a stream
    [NeedsDb]
    public static IAsyncEnumerable<Track> StreamAsync(MySqlConnection db) => new Tracks(db).StreamAsync();

    // bad: a task of the repository's stream
    [NeedsDb]
    public static async Task<IAsyncEnumerable<Track>> StreamLater(MySqlConnection db)
    {
        await db.ExecuteAsync("SET net_write_timeout = 600");
        return {|NEEDS202:new Tracks(db).StreamAsync()|};
    }

    // good: mapped lazily, but from buffered rows
    [NeedsDb]
    public static async Task<IEnumerable<TrackDto>> Mapped(MySqlConnection db)
    {
        var tracks = await new Tracks(db).AllAsync();
        return tracks.Select(Map);
    }

    // bad: mapped lazily from the repository's stream
    [NeedsDb]
    public static IEnumerable<TrackDto> MappedStream(MySqlConnection db) => {|NEEDS202:new Tracks(db).Stream().Select(Map)|};

    // bad: mapped by a static method from an open reader
    [NeedsDb]
    public static IEnumerable<Track> MappedReader(MySqlConnection db)
    {
        var reader = db.ExecuteReader("SELECT id, title, seconds FROM tracks");
        return {|NEEDS202:((DbDataReader)reader).Cast<IDataRecord>().Select(MapRecord)|};
    }

    // good: parsed to the end
    [NeedsDb]
    public static List<Track> ParsedReader(MySqlConnection db)
    {
        using var reader = db.ExecuteReader("SELECT id, title, seconds FROM tracks");
        return reader.Parse<Track>().ToList();
    }

    // good: a page of a list
    [NeedsDb]
    public static Paged<TrackDto> Page(MySqlConnection db, int page)
    {
        var all = new Tracks(db).Stream();
        var items = all.Skip(page * 20).Take(20).Select(Map).ToList();
        return new Paged<TrackDto>(page, items.Count, items);
    }

    // good: an immutable array
    [NeedsDb]
    public static ImmutableArray<Track> Immutable(MySqlConnection db) => [.. new Tracks(db).Stream()];

    // good: another one
    [NeedsDb]
    public static IEnumerable<Track> ImmutableByMethod(MySqlConnection db) => new Tracks(db).Stream().ToImmutableArray();

    // good: a frozen set
    [NeedsDb]
    public static IEnumerable<string> Frozen(MySqlConnection db) => new Tracks(db).Stream().Select(track => track.Title).ToFrozenSet();

    // good: a read-only view of a list
    [NeedsDb]
    public static IReadOnlyCollection<Track> ReadOnly(MySqlConnection db) => new Tracks(db).Stream().ToList().AsReadOnly();

    // bad: AsEnumerable changes nothing
    [NeedsDb]
    public static IEnumerable<Track> AsEnumerable(MySqlConnection db) => {|NEEDS202:new Tracks(db).Stream().AsEnumerable()|};

    // good: a text of all titles
    [NeedsDb]
    public static string Joined(MySqlConnection db) => string.Join(", ", new Tracks(db).Stream().Select(track => track.Title));

    // good: an aggregate
    [NeedsDb]
    public static int Longest(MySqlConnection db) => new Tracks(db).Stream().Aggregate(0, (most, track) => Math.Max(most, track.Seconds));

    // good: added to a list
    [NeedsDb]
    public static IEnumerable<Track> AddedToList(MySqlConnection db)
    {
        var tracks = new List<Track>();
        tracks.AddRange(new Tracks(db).Stream());
        return tracks;
    }

    // good: sorted into a set
    [NeedsDb]
    public static IEnumerable<string> Sorted(MySqlConnection db) => new SortedSet<string>(new Tracks(db).Stream().Select(track => track.Title));

    // bad: dynamic rows are unbuffered as well
    [NeedsDb]
    public static IEnumerable<dynamic> Dynamic(MySqlConnection db) => {|NEEDS202:db.Query("SELECT * FROM tracks", buffered: false)|};

    // good: dynamic rows, buffered
    [NeedsDb]
    public static IEnumerable<dynamic> DynamicBuffered(MySqlConnection db) => db.Query("SELECT * FROM tracks");

    // good: the rows of a table lie in memory
    [NeedsDb]
    public static IEnumerable<string> RowsOfTable(MySqlConnection db)
    {
        using var adapter = new MySqlDataAdapter("SELECT title FROM tracks", db);
        var table = new DataTable();
        adapter.Fill(table);
        return table.Rows.Cast<DataRow>().Select(row => (string)row["title"]);
    }

    // good: so does what a table's reader reads
    [NeedsDb]
    public static DbDataReader ReaderOfTable(MySqlConnection db)
    {
        using var command = new MySqlCommand("SELECT title FROM tracks", db);
        using var reader = command.ExecuteReader();
        var table = new DataTable();
        table.Load(reader);
        return table.CreateDataReader();
    }

    // bad: the adapter has the connection
    [NeedsDb]
    public static MySqlDataAdapter Adapter(MySqlConnection db) => {|NEEDS201:new MySqlDataAdapter("SELECT title FROM tracks", db)|};

    // good: the schema is a table
    [NeedsDb]
    public static IEnumerable<string> Columns(MySqlConnection db) =>
        db.GetSchema("Columns").Rows.Cast<DataRow>().Select(row => row["COLUMN_NAME"].ToString() ?? "");

    // good: the columns of a closed reader
    [NeedsDb]
    public static IEnumerable<string> ColumnNames(MySqlConnection db)
    {
        using var command = new MySqlCommand("SELECT * FROM tracks LIMIT 1", db);
        using var reader = command.ExecuteReader();
        var names = new string[reader.FieldCount];
        for (var i = 0; i < names.Length; i++)
            names[i] = reader.GetName(i);
        return names.Where(name => name != "id");
    }

    // bad: the names are asked from the closed reader when they are enumerated
    [NeedsDb]
    public static IEnumerable<string> LazyColumnNames(MySqlConnection db)
    {
        using var command = new MySqlCommand("SELECT * FROM tracks LIMIT 1", db);
        using var reader = command.ExecuteReader();
        return {|NEEDS202:Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)|};
    }

    // good: several queries in a list of lists
    [NeedsDb]
    public static IEnumerable<IEnumerable<Track>> ByAlbum(MySqlConnection db, int[] albums)
    {
        var result = new List<IEnumerable<Track>>();
        foreach (var album in albums)
            result.Add(db.Query<Track>("SELECT id, title, seconds FROM tracks WHERE album = @album", new { album }));
        return result;
    }

    // bad: lists of unbuffered sequences
    [NeedsDb]
    public static IEnumerable<IEnumerable<Track>> ByAlbumUnbuffered(MySqlConnection db, int album)
    {
        var result = new List<IEnumerable<Track>>();
        result.Add(db.Query<Track>("SELECT id, title, seconds FROM tracks WHERE album = @album", new { album }, buffered: false));
        return {|NEEDS202:result|};
    }

    // good: the groups of a buffered query
    [NeedsDb]
    public static IEnumerable<IGrouping<int, Track>> Groups(MySqlConnection db) =>
        db.Query<Track>("SELECT id, title, seconds FROM tracks").GroupBy(track => track.Seconds / 60);

    // good: a dictionary of counts, by query syntax over a list
    [NeedsDb]
    public static IEnumerable<(int Minutes, int Count)> Histogram(MySqlConnection db)
    {
        var tracks = new Tracks(db).Stream().ToList();
        return from track in tracks
               group track by track.Seconds / 60 into minutes
               orderby minutes.Key
               select (minutes.Key, minutes.Count());
    }

    // good: a property of the finished page
    [NeedsDb]
    public static async Task<IResult> PageResult(MySqlConnection db, int page)
    {
        var total = await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM tracks");
        var rows = await db.QueryAsync<Track>("SELECT id, title, seconds FROM tracks LIMIT 20 OFFSET @skip", new { skip = page * 20 });
        return Results.Ok(new { total, pages = (total + 19) / 20, items = rows.Select(Map), self = "/tracks?page=" + page });
    }

    // bad: the export reads from the server while somebody reads the text
    [NeedsDb]
    public static TextReader TextExport(NpgsqlConnection db) => {|NEEDS201:db.BeginTextExport("COPY tracks TO STDOUT")|};

    // good: the export is a string
    [NeedsDb]
    public static async Task<string> TextExported(NpgsqlConnection db)
    {
        using var export = await db.BeginTextExportAsync("COPY tracks TO STDOUT");
        return await export.ReadToEndAsync();
    }

    // good: a delegate over nothing
    [NeedsDb]
    public static async Task<Func<Track, TrackDto>> Mapper(MySqlConnection db)
    {
        await db.ExecuteAsync("SET time_zone = '+00:00'");
        return static track => Map(track);
    }

    // bad: a using takes the connection itself away
    [NeedsDb]
    public static Task<int> UsingConnection(MySqlConnection db)
    {
        using (db)
            return {|NEEDS202:db.ExecuteAsync("DELETE FROM tracks WHERE seconds = 0")|};
    }

    // good: awaited in it
    [NeedsDb]
    public static async Task<int> UsingConnectionAwaited(MySqlConnection db)
    {
        await using (db)
            return await db.ExecuteAsync("DELETE FROM tracks WHERE seconds = 0");
    }

    private static TrackDto Map(Track track) => new(track.Id, track.Title, TimeSpan.FromSeconds(track.Seconds).ToString());

    private static Track MapRecord(IDataRecord record) => new(record.GetInt32(0), record.GetString(1), record.GetInt32(2));
}
