#nullable enable
using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Data;
using System.Data.Common;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using MySqlConnector;
using Needs;
using Npgsql;

namespace Cases.Escapes.Syntax;

public sealed record Seat(int Row, int Number);

public sealed record Held
{
    public DbConnection? Connection { get; init; }

    public int Count { get; init; }
}

public readonly struct Handle(DbConnection connection)
{
    public int Count() => connection.ExecuteScalar<int>("SELECT COUNT(*) FROM seats");
}

public sealed class SeatRepository(DbConnection connection)
{
    public int Count() => connection.ExecuteScalar<int>("SELECT COUNT(*) FROM seats");
}

public interface ISeatLoader
{
    Task<Seat?> LoadAsync(DbConnection connection, int number);

    Seat Map(IDataRecord record);

    IReadOnlyList<Seat> MapAll(IDataReader reader);
}

/// <summary>The same escapes in other words.</summary>
public sealed partial class Seats
{
    private static DbConnection? _shared;

    private readonly DbConnection?[] _slots = new DbConnection?[4];
    private DbConnection? _connection;
    private Handle _handle;
    private object? _any;
    private Action? _later;
    private Func<Action>? _much;
    private EventHandler? _onChange;
    private int _number;

    // bad: deconstructed into fields
    [NeedsDb]
    public async Task<int> Deconstructed(DbConnection db)
    {
        (_connection, _number) = ({|NEEDS201:db|}, await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM seats"));
        return _number;
    }

    // bad: an index from the end
    [NeedsDb]
    public int FromTheEnd(DbConnection db)
    {
        _slots[^1] = {|NEEDS201:db|};
        return db.ExecuteScalar<int>("SELECT COUNT(*) FROM seats");
    }

    // bad: a volatile write
    [NeedsDb]
    public static int VolatileWrite(DbConnection db)
    {
        var count = db.ExecuteScalar<int>("SELECT COUNT(*) FROM seats");
        Volatile.Write(ref _shared, {|NEEDS201:db|});
        return count;
    }

    // bad: compare and exchange
    [NeedsDb]
    public static int CompareExchange(DbConnection db)
    {
        var count = db.ExecuteScalar<int>("SELECT COUNT(*) FROM seats");
        Interlocked.CompareExchange(ref _shared, {|NEEDS201:db|}, null);
        return count;
    }

    // bad: a struct that holds it
    [NeedsDb]
    public int Struct(DbConnection db)
    {
        var handle = new Handle(db);
        _handle = {|NEEDS201:handle|};
        return handle.Count();
    }

    // good: a struct of this call
    [NeedsDb]
    public static int StructOfTheCall(DbConnection db) => new Handle(db).Count();

    // bad: boxed as an object
    [NeedsDb]
    public int AsObject(DbConnection db)
    {
        _any = {|NEEDS201:(object)db|};
        return db.ExecuteScalar<int>("SELECT COUNT(*) FROM seats");
    }

    // bad: an anonymous method
    [NeedsDb]
    public int AnonymousMethod(DbConnection db)
    {
        _onChange = delegate
        {
            {|NEEDS201:db|}.Execute("UPDATE seats SET changed = 1");
        };
        return db.ExecuteScalar<int>("SELECT COUNT(*) FROM seats");
    }

    // bad: a lambda in a lambda
    [NeedsDb]
    public int LambdaInLambda(DbConnection db)
    {
        _much = () => () => {|NEEDS201:db|}.Execute("UPDATE seats SET changed = 1");
        return db.ExecuteScalar<int>("SELECT COUNT(*) FROM seats");
    }

    // bad: the lambda captures a repository
    [NeedsDb]
    public int LambdaOverRepository(DbConnection db)
    {
        var repository = new SeatRepository(db);
        _later = () => Console.WriteLine({|NEEDS201:repository|}.Count());
        return repository.Count();
    }

    // bad: the lambda captures a command
    [NeedsDb]
    public int LambdaOverCommand(DbConnection db)
    {
        var command = db.CreateCommand();
        command.CommandText = "UPDATE seats SET changed = 1";
        _later = () => {|NEEDS201:command|}.ExecuteNonQuery();
        return command.ExecuteNonQuery();
    }

    // bad: the lambda calls a local function
    [NeedsDb]
    public int LambdaOverLocalFunction(DbConnection db)
    {
        _later = () => {|NEEDS201:Change|}();
        Change();
        return 1;

        void Change() => db.Execute("UPDATE seats SET changed = 1");
    }

    // good: the lambda calls a static local function on what was read
    [NeedsDb]
    public int LambdaOverStaticLocalFunction(DbConnection db)
    {
        var count = db.ExecuteScalar<int>("SELECT COUNT(*) FROM seats");
        _later = () => Show(count);
        return count;

        static void Show(int seats) => Console.WriteLine(seats);
    }

    // good: the lambda's own parameter is a connection too, another one
    [NeedsDb]
    public int LambdaWithParameter(DbConnection db)
    {
        Func<DbConnection, int> count = static connection => connection.ExecuteScalar<int>("SELECT COUNT(*) FROM seats");
        _any = count;
        return count(db);
    }

    // bad: a list of one is returned
    [NeedsDb]
    public static IReadOnlyList<DbConnection> ListOfOne(DbConnection db) => {|NEEDS201:[db]|};

    // bad: a dictionary of one is returned
    [NeedsDb]
    public static Dictionary<string, DbConnection> DictionaryOfOne(DbConnection db)
    {
        return {|NEEDS201:new Dictionary<string, DbConnection> { ["main"] = db }|};
    }

    // bad: by an initialiser
    [NeedsDb]
    public static Held Initialised(DbConnection db)
    {
        var count = db.ExecuteScalar<int>("SELECT COUNT(*) FROM seats");
        return {|NEEDS201:new Held { Connection = db, Count = count }|};
    }

    // bad: by a copy
    [NeedsDb]
    public static Held Copied(DbConnection db)
    {
        var held = new Held { Connection = db };
        return {|NEEDS201:held with { Count = db.ExecuteScalar<int>("SELECT COUNT(*) FROM seats") }|};
    }

    // good: a copy without it
    [NeedsDb]
    public static Held CopiedWithout(DbConnection db)
    {
        var held = new Held { Connection = db };
        var count = held.Connection.ExecuteScalar<int>("SELECT COUNT(*) FROM seats");
        return new Held { Count = count };
    }

    // bad: by a switch
    [NeedsDb]
    public static SeatRepository? BySwitch(DbConnection db, string kind)
    {
        return {|NEEDS201:kind switch
        {
            "seats" => new SeatRepository(db),
            "none" => null,
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        }|};
    }

    // bad: assigned in a try, returned after it
    [NeedsDb]
    public static SeatRepository? AfterTry(DbConnection db)
    {
        SeatRepository? repository = null;
        try
        {
            db.Execute("LOCK TABLES seats READ");
            repository = new SeatRepository(db);
        }
        catch (DbException)
        {
            Console.WriteLine("busy");
        }

        return {|NEEDS201:repository|};
    }

    // bad: a batch
    [NeedsDb]
    public static DbBatch Batch(DbConnection db)
    {
        var batch = db.CreateBatch();
        batch.BatchCommands.Add(batch.CreateBatchCommand());
        return {|NEEDS201:batch|};
    }

    // good: what there is to know of it
    [NeedsDb]
    public string Known(DbConnection db)
    {
        _number = db.GetHashCode();
        _any = db.GetType();
        var isSame = ReferenceEquals(_connection, db) || _connection == db;
        return nameof(db) + ": " + db + (isSame ? "" : " (another one)");
    }

    // good: a provider's factory knows no connection
    [NeedsDb]
    public static DbProviderFactory? Factory(DbConnection db) => DbProviderFactories.GetFactory(db);

    // good: the logger formats it
    [NeedsDb]
    public static int Logged(DbConnection db, ILogger logger)
    {
        logger.LogInformation("counting on {Connection}", db);
        return db.ExecuteScalar<int>("SELECT COUNT(*) FROM seats");
    }

    // good: a loader from outside gives a row
    [NeedsDb]
    public static async Task<Seat?> Loaded(DbConnection db, ISeatLoader loader, int number) => await loader.LoadAsync(db, number);

    // good: a mapper from outside gives a row
    [NeedsDb]
    public static List<Seat> MappedByLoader(DbConnection db, ISeatLoader loader)
    {
        using var reader = db.ExecuteReader("SELECT row, number FROM seats");
        var seats = new List<Seat>();
        while (reader.Read())
            seats.Add(loader.Map(reader));
        return seats;
    }

    // good: a mapper from outside gives all rows
    [NeedsDb]
    public static IReadOnlyList<Seat> MappedAllByLoader(DbConnection db, ISeatLoader loader)
    {
        using var reader = db.ExecuteReader("SELECT row, number FROM seats");
        return loader.MapAll(reader);
    }

    // good: the values of one row
    [NeedsDb]
    public static object[] Values(DbConnection db)
    {
        using var reader = db.ExecuteReader("SELECT row, number FROM seats");
        var values = new object[reader.FieldCount];
        return reader.Read() && reader.GetValues(values) > 0 ? values : [];
    }

    // good: the columns are objects of their own
    [NeedsDb]
    public static async Task<ReadOnlyCollection<DbColumn>> Columns(DbConnection db)
    {
        await using var command = db.CreateCommand();
        command.CommandText = "SELECT * FROM seats";
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SchemaOnly);
        return await reader.GetColumnSchemaAsync();
    }

    // good: an output parameter's value
    [NeedsDb]
    public static object? Output(MySqlConnection db)
    {
        using var command = new MySqlCommand("reserve", db) { CommandType = CommandType.StoredProcedure };
        var seat = command.Parameters.Add("@seat", MySqlDbType.Int32);
        seat.Direction = ParameterDirection.Output;
        command.ExecuteNonQuery();
        return seat.Value;
    }

    // good: a finished task's fast path
    [NeedsDb]
    public static async Task<int> FastPath(NpgsqlConnection db)
    {
        var counting = db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM seats");
        if (counting.IsCompletedSuccessfully)
            return counting.Result;
        return await counting;
    }

    // good: a failed task is tried again
    [NeedsDb]
    public static async Task<int> AgainIfFaulted(NpgsqlConnection db)
    {
        var counting = db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM seats");
        if (counting.IsFaulted)
            return await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM old_seats");
        return await counting;
    }

    // good: goto
    [NeedsDb]
    public static async Task<int> Goto(NpgsqlConnection db, string sql)
    {
        var attempts = 0;
    again:
        try
        {
            return await db.ExecuteAsync(sql);
        }
        catch (NpgsqlException error) when (error.IsTransient && attempts < 3)
        {
            attempts++;
        }

        goto again;
    }
}

/// <summary>What builds commands for any provider.</summary>
public interface ISqlDialect<in TCommand>
    where TCommand : DbCommand
{
    void AddParameter(TCommand command, string name, object value);

    void SetTimeout(TCommand command, TimeSpan timeout);
}

public sealed class SqlBuilder<TCommand>(ISqlDialect<TCommand> dialect, TCommand command)
    where TCommand : DbCommand
{
    public SqlBuilder<TCommand> With(string name, object value)
    {
        dialect.AddParameter(command, name, value);
        dialect.SetTimeout(command, TimeSpan.FromSeconds(30));
        return this;
    }

    public int Run(string sql)
    {
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }
}

/// <summary>Generic helpers that are constrained to the types of a driver.</summary>
public static partial class Dialects
{
    // good: the dialect adds parameters to the command that it is given
    [NeedsDb]
    public static int Move(MySqlConnection db, ISqlDialect<MySqlCommand> dialect, int seat)
    {
        using var command = db.CreateCommand();
        return new SqlBuilder<MySqlCommand>(dialect, command).With("@seat", seat).Run("UPDATE seats SET free = 0 WHERE number = @seat");
    }

    // good: without a builder
    [NeedsDb]
    public static int Free(MySqlConnection db, ISqlDialect<MySqlCommand> dialect, int seat)
    {
        using var command = db.CreateCommand();
        command.CommandText = "UPDATE seats SET free = 1 WHERE number = @seat";
        dialect.AddParameter(command, "@seat", seat);
        dialect.SetTimeout(command, TimeSpan.FromSeconds(5));
        return command.ExecuteNonQuery();
    }

    // bad: the builder goes out
    [NeedsDb]
    public static SqlBuilder<MySqlCommand> Builder(MySqlConnection db, ISqlDialect<MySqlCommand> dialect, int seat) =>
        {|NEEDS201:new SqlBuilder<MySqlCommand>(dialect, db.CreateCommand()).With("@seat", seat)|};
}
