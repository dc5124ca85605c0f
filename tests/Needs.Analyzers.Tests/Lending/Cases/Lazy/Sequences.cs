#nullable enable
using System;
using System.Collections;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Needs;
using Npgsql;

namespace Cases.Lazy.Sequences;

public sealed record Reading(int Sensor, double Value, DateTime At)
{
    public string? Place { get; init; }
}

/// <summary>Sequences that read from the connection while somebody enumerates them.</summary>
public static partial class Readings
{
    // bad: unbuffered
    [NeedsDb]
    public static IEnumerable<Reading> Unbuffered(MySqlConnection db) =>
        {|NEEDS202:db.Query<Reading>("SELECT sensor, value, at FROM readings", buffered: false)|};

    // good: buffered is the default
    [NeedsDb]
    public static IEnumerable<Reading> Buffered(MySqlConnection db) => db.Query<Reading>("SELECT sensor, value, at FROM readings");

    // good: buffered, and it says so
    [NeedsDb]
    public static IEnumerable<Reading> BufferedByName(MySqlConnection db) =>
        db.Query<Reading>("SELECT sensor, value, at FROM readings", buffered: true);

    // bad: unbuffered, by position
    [NeedsDb]
    public static IEnumerable<Reading> UnbufferedByPosition(IDbConnection db, int sensor)
    {
        var readings = db.Query<Reading>("SELECT sensor, value, at FROM readings WHERE sensor = @sensor", new { sensor }, null, false);
        return {|NEEDS202:readings|};
    }

    // good: unbuffered, but read to the end
    [NeedsDb]
    public static IEnumerable<Reading> UnbufferedToList(IDbConnection db, int sensor) =>
        db.Query<Reading>("SELECT sensor, value, at FROM readings WHERE sensor = @sensor", new { sensor }, null, false).ToList();

    // good: read to the end in a loop
    [NeedsDb]
    public static IEnumerable<Reading> UnbufferedByLoop(IDbConnection db)
    {
        var peaks = new List<Reading>();
        foreach (var reading in db.Query<Reading>("SELECT sensor, value, at FROM readings ORDER BY at", buffered: false))
        {
            if (peaks.Count == 0 || reading.Value > peaks[^1].Value)
                peaks.Add(reading);
        }

        return peaks;
    }

    // good: QueryAsync buffers
    [NeedsDb]
    public static async Task<IEnumerable<Reading>> BufferedAsync(DbConnection db, CancellationToken cancel) =>
        await db.QueryAsync<Reading>(new CommandDefinition("SELECT sensor, value, at FROM readings", cancellationToken: cancel));

    // bad: a filter over the unbuffered sequence
    [NeedsDb]
    public static IEnumerable<Reading> UnbufferedFiltered(MySqlConnection db, double least)
    {
        var readings = db.Query<Reading>("SELECT sensor, value, at FROM readings", buffered: false);
        return {|NEEDS202:readings.Where(reading => reading.Value >= least).Take(10)|};
    }

    // good: a filter over the buffered sequence
    [NeedsDb]
    public static IEnumerable<Reading> BufferedFiltered(MySqlConnection db, double least)
    {
        var readings = db.Query<Reading>("SELECT sensor, value, at FROM readings");
        return readings.Where(reading => reading.Value >= least).Take(10);
    }

    // good: an array of the unbuffered sequence's head
    [NeedsDb]
    public static Reading[] UnbufferedHead(MySqlConnection db, double least) =>
        db.Query<Reading>("SELECT sensor, value, at FROM readings", buffered: false)
            .Where(reading => reading.Value >= least)
            .Take(10)
            .ToArray();

    // good: one element of the unbuffered sequence
    [NeedsDb]
    public static Reading? UnbufferedFirst(MySqlConnection db) =>
        db.Query<Reading>("SELECT sensor, value, at FROM readings ORDER BY at", buffered: false).FirstOrDefault();

    // good: sums are numbers
    [NeedsDb]
    public static double UnbufferedSum(MySqlConnection db) =>
        db.Query<Reading>("SELECT sensor, value, at FROM readings", buffered: false).Sum(reading => reading.Value);

    // bad: groups are made when they are enumerated
    [NeedsDb]
    public static IEnumerable<IGrouping<int, Reading>> UnbufferedGroups(MySqlConnection db) =>
        {|NEEDS202:db.Query<Reading>("SELECT sensor, value, at FROM readings", buffered: false).GroupBy(reading => reading.Sensor)|};

    // good: a lookup is filled at once
    [NeedsDb]
    public static ILookup<int, Reading> UnbufferedLookup(MySqlConnection db) =>
        db.Query<Reading>("SELECT sensor, value, at FROM readings", buffered: false).ToLookup(reading => reading.Sensor);

    // good: so is a dictionary
    [NeedsDb]
    public static IReadOnlyDictionary<int, double> UnbufferedDictionary(MySqlConnection db) =>
        db.Query<Reading>("SELECT sensor, value, at FROM latest", buffered: false).ToDictionary(reading => reading.Sensor, reading => reading.Value);

    // good: and a set
    [NeedsDb]
    public static IReadOnlySet<int> UnbufferedSet(MySqlConnection db) =>
        new HashSet<int>(db.Query<int>("SELECT sensor FROM readings", buffered: false));

    // good: a collection expression enumerates
    [NeedsDb]
    public static IEnumerable<int> UnbufferedSpread(MySqlConnection db) => new List<int>([.. db.Query<int>("SELECT sensor FROM readings", buffered: false)]);

    // bad: sorting waits until it is enumerated
    [NeedsDb]
    public static IEnumerable<Reading> UnbufferedOrdered(MySqlConnection db)
    {
        var readings = db.Query<Reading>("SELECT sensor, value, at FROM readings", buffered: false);
        var ordered = readings.OrderBy(reading => reading.At).ThenBy(reading => reading.Sensor);
        return {|NEEDS202:ordered|};
    }

    // bad: an IQueryable over it
    [NeedsDb]
    public static IQueryable<Reading> UnbufferedQueryable(MySqlConnection db) =>
        {|NEEDS202:db.Query<Reading>("SELECT sensor, value, at FROM readings", buffered: false).AsQueryable()|};

    // good: an IQueryable over a list
    [NeedsDb]
    public static IQueryable<Reading> BufferedQueryable(MySqlConnection db) =>
        db.Query<Reading>("SELECT sensor, value, at FROM readings").AsList().AsQueryable().Where(reading => reading.Value > 0);

    // bad: the first page is buffered, the rest is not
    [NeedsDb]
    public static IEnumerable<Reading> Concatenated(MySqlConnection db)
    {
        var recent = db.Query<Reading>("SELECT sensor, value, at FROM recent").AsList();
        var old = db.Query<Reading>("SELECT sensor, value, at FROM archive", buffered: false);
        return {|NEEDS202:recent.Concat(old)|};
    }

    // bad: chunks of it
    [NeedsDb]
    public static IEnumerable<Reading[]> Chunks(MySqlConnection db) =>
        {|NEEDS202:db.Query<Reading>("SELECT sensor, value, at FROM readings", buffered: false).Chunk(100)|};

    // good: chunks are written one by one, here
    [NeedsDb]
    public static int ChunksRead(MySqlConnection db)
    {
        var chunks = 0;
        foreach (var chunk in db.Query<Reading>("SELECT sensor, value, at FROM readings", buffered: false).Chunk(100))
            chunks += chunk.Length > 0 ? 1 : 0;
        return chunks;
    }

    // bad: a lazy Select that asks the database for each row
    [NeedsDb]
    public static IEnumerable<Reading> WithPlaces(MySqlConnection db)
    {
        var readings = db.Query<Reading>("SELECT sensor, value, at FROM readings").AsList();
        return {|NEEDS202:readings.Select(reading => reading with
        {
            Place = db.ExecuteScalar<string>("SELECT place FROM sensors WHERE id = @Sensor", new { reading.Sensor }),
        })|};
    }

    // good: the same in a list
    [NeedsDb]
    public static IEnumerable<Reading> WithPlacesToList(MySqlConnection db)
    {
        var readings = db.Query<Reading>("SELECT sensor, value, at FROM readings").AsList();
        return readings.Select(reading => reading with
        {
            Place = db.ExecuteScalar<string>("SELECT place FROM sensors WHERE id = @Sensor", new { reading.Sensor }),
        }).ToList();
    }

    // good: a lazy Select over rows that need nothing more
    [NeedsDb]
    public static IEnumerable<string> Texts(MySqlConnection db)
    {
        var readings = db.Query<Reading>("SELECT sensor, value, at FROM readings").AsList();
        return readings.Select(reading => reading.Value.ToString("F1", CultureInfo.InvariantCulture));
    }

    // bad: a method group that asks the database
    [NeedsDb]
    public static IEnumerable<string?> Places(SqliteConnection db, int[] sensors)
    {
        return {|NEEDS202:sensors.Select(PlaceOf)|};

        string? PlaceOf(int sensor) => db.ExecuteScalar<string>("SELECT place FROM sensors WHERE id = @sensor", new { sensor });
    }

    // good: the array is filled at once
    [NeedsDb]
    public static string?[] PlacesNow(SqliteConnection db, int[] sensors)
    {
        return Array.ConvertAll(sensors, PlaceOf);

        string? PlaceOf(int sensor) => db.ExecuteScalar<string>("SELECT place FROM sensors WHERE id = @sensor", new { sensor });
    }

    // bad: query syntax is no different
    [NeedsDb]
    public static IEnumerable<int> Missing(IDbConnection db, IEnumerable<int> sensors) =>
        {|NEEDS202:from sensor in sensors
        where db.ExecuteScalar<int>("SELECT COUNT(*) FROM sensors WHERE id = @sensor", new { sensor }) == 0
        orderby sensor
        select sensor|};

    // good: query syntax, read to the end
    [NeedsDb]
    public static IEnumerable<int> MissingNow(IDbConnection db, IEnumerable<int> sensors) =>
        (from sensor in sensors
         where db.ExecuteScalar<int>("SELECT COUNT(*) FROM sensors WHERE id = @sensor", new { sensor }) == 0
         orderby sensor
         select sensor).ToArray();

    // good: the predicate knows a set, not the connection
    [NeedsDb]
    public static IEnumerable<int> MissingInSet(IDbConnection db, IEnumerable<int> sensors)
    {
        var known = db.Query<int>("SELECT id FROM sensors").ToHashSet();
        return sensors.Where(sensor => !known.Contains(sensor));
    }

    // bad: LINQ over the reader
    [NeedsDb]
    public static IEnumerable<string> OverReader(MySqlConnection db)
    {
        using var command = new MySqlCommand("SELECT place FROM sensors", db);
        var reader = command.ExecuteReader();
        return {|NEEDS202:reader.Cast<IDataRecord>().Select(record => record.GetString(0))|};
    }

    // good: LINQ over the reader, to the end
    [NeedsDb]
    public static string[] OverReaderNow(MySqlConnection db)
    {
        using var command = new MySqlCommand("SELECT place FROM sensors", db);
        using var reader = command.ExecuteReader();
        return reader.Cast<IDataRecord>().Select(record => record.GetString(0)).ToArray();
    }

    // bad: a method of this project that yields
    [NeedsDb]
    public static IEnumerable<double> ValuesOf(SqliteConnection db, int sensor) => {|NEEDS202:ReadValues(db, sensor)|};

    // good: a method of this project that fills a list
    [NeedsDb]
    public static IEnumerable<double> ListedValuesOf(SqliteConnection db, int sensor) => ListValues(db, sensor);

    // good: the yielding method is read to the end
    [NeedsDb]
    public static IEnumerable<double> ReadValuesOf(SqliteConnection db, int sensor) => ReadValues(db, sensor).ToList();

    // good: the handler yields itself
    [NeedsDb]
    public static IEnumerable<double> YieldValuesOf(SqliteConnection db, int sensor)
    {
        foreach (var value in ReadValues(db, sensor))
            yield return Math.Round(value, 1);
    }

    // bad: the local function yields, not the handler
    [NeedsDb]
    public static IEnumerable<double> ValuesChecked(SqliteConnection db, int sensor)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sensor);
        return {|NEEDS202:Values()|};

        IEnumerable<double> Values()
        {
            using var command = new SqliteCommand("SELECT value FROM readings WHERE sensor = $sensor", db);
            command.Parameters.AddWithValue("$sensor", sensor);
            using var reader = command.ExecuteReader();
            while (reader.Read())
                yield return reader.GetDouble(0);
        }
    }

    // good: the local function yields from a list
    [NeedsDb]
    public static IEnumerable<double> DifferencesChecked(SqliteConnection db, int sensor)
    {
        var values = db.Query<double>("SELECT value FROM readings WHERE sensor = @sensor", new { sensor }).AsList();
        return Differences();

        IEnumerable<double> Differences()
        {
            for (var i = 1; i < values.Count; i++)
                yield return values[i] - values[i - 1];
        }
    }

    // bad: one return of several
    [NeedsDb]
    public static IEnumerable<double> ValuesOrNone(SqliteConnection db, int? sensor)
    {
        if (sensor is not { } id)
            return [];
        return {|NEEDS202:ReadValues(db, id)|};
    }

    // bad: through a helper of this project
    [NeedsDb]
    public static IEnumerable<double> Positive(SqliteConnection db, int sensor)
    {
        var values = ReadValues(db, sensor);
        return {|NEEDS202:OnlyPositive(values)|};
    }

    // good: the helper gets a list
    [NeedsDb]
    public static IEnumerable<double> PositiveOfList(SqliteConnection db, int sensor)
    {
        var values = ReadValues(db, sensor).ToList();
        return OnlyPositive(values);
    }

    // bad: a task of a lazy sequence
    [NeedsDb]
    public static async Task<IEnumerable<double>> ValuesAsync(SqliteConnection db, int sensor)
    {
        await db.ExecuteAsync("UPDATE sensors SET read = 1 WHERE id = @sensor", new { sensor });
        return {|NEEDS202:ReadValues(db, sensor)|};
    }

    // bad: a finished task of a lazy sequence
    [NeedsDb]
    public static Task<IEnumerable<double>> ValuesInTask(SqliteConnection db, int sensor) =>
        {|NEEDS202:Task.FromResult(ReadValues(db, sensor))|};

    // bad: the tasks start when somebody enumerates them
    [NeedsDb]
    public static IEnumerable<Task<string?>> PlaceTasks(DbConnection db, int[] sensors) =>
        {|NEEDS202:sensors.Select(sensor => db.ExecuteScalarAsync<string>("SELECT place FROM sensors WHERE id = @sensor", new { sensor }))|};

    // good: no handler: its caller lends the connection for as long as it enumerates
    public static IEnumerable<Reading> UnbufferedFor(MySqlConnection db) =>
        db.Query<Reading>("SELECT sensor, value, at FROM readings", buffered: false);

    private static IEnumerable<double> ReadValues(SqliteConnection connection, int sensor)
    {
        using var command = new SqliteCommand("SELECT value FROM readings WHERE sensor = $sensor", connection);
        command.Parameters.AddWithValue("$sensor", sensor);
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return reader.GetDouble(0);
    }

    private static List<double> ListValues(SqliteConnection connection, int sensor)
    {
        using var command = new SqliteCommand("SELECT value FROM readings WHERE sensor = $sensor", connection);
        command.Parameters.AddWithValue("$sensor", sensor);
        using var reader = command.ExecuteReader();
        var values = new List<double>();
        while (reader.Read())
            values.Add(reader.GetDouble(0));
        return values;
    }

    private static IEnumerable<double> OnlyPositive(IEnumerable<double> values)
    {
        foreach (var value in values)
        {
            if (value > 0)
                yield return value;
        }
    }
}
