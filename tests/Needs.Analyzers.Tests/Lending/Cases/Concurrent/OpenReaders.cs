#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using MySqlConnector;
using Needs;
using Npgsql;

namespace Cases.Concurrent.OpenReaders;

// helper
public sealed record Order(int Id, string State);

/// <summary>Another command while a reader is open, and the ways around it.</summary>
public sealed class OpenReaders
{
    private readonly MySqlConnection _connection;

    public OpenReaders(MySqlConnection connection) => _connection = connection;

    // helper
    private static void Mark(MySqlConnection connection, int id)
    {
        using var command = new MySqlCommand("UPDATE orders SET seen = 1 WHERE id = @id", connection);
        command.Parameters.AddWithValue("@id", id);
        command.ExecuteNonQuery();
    }

    // helper
    private static DbDataReader OpenOrders(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, state FROM orders";
        return command.ExecuteReader();
    }

    // helper
    private static List<Order> ReadAll(DbDataReader reader)
    {
        var orders = new List<Order>();
        using (reader)
        {
            while (reader.Read())
                orders.Add(new Order(reader.GetInt32(0), reader.GetString(1)));
        }

        return orders;
    }

    // bad: an update for each row that is read
    public static void MarkAll(MySqlConnection connection)
    {
        using var select = new MySqlCommand("SELECT id FROM orders", connection);
        using var update = new MySqlCommand("UPDATE orders SET seen = 1 WHERE id = @id", connection);
        update.Parameters.Add("@id", MySqlDbType.Int32);
        using var reader = select.ExecuteReader();
        while (reader.Read())
        {
            update.Parameters[0].Value = reader.GetInt32(0);
            {|NEEDS203:update.ExecuteNonQuery|}();
        }
    }

    // good: the ids are read first
    public static void MarkBuffered(MySqlConnection connection)
    {
        var ids = new List<int>();
        using (var select = new MySqlCommand("SELECT id FROM orders", connection))
        using (var reader = select.ExecuteReader())
        {
            while (reader.Read())
                ids.Add(reader.GetInt32(0));
        }

        foreach (var id in ids)
            Mark(connection, id);
    }

    // good: the updates go over a second connection
    public static void MarkOnSecond(MySqlConnection connection, MySqlDataSource source)
    {
        using var other = source.OpenConnection();
        using var select = new MySqlCommand("SELECT id FROM orders", connection);
        using var reader = select.ExecuteReader();
        while (reader.Read())
            Mark(other, reader.GetInt32(0));
    }

    // bad: through a helper that is given the connection
    public static void MarkThroughHelper(MySqlConnection connection)
    {
        using var select = new MySqlCommand("SELECT id FROM orders", connection);
        using var reader = select.ExecuteReader();
        while (reader.Read())
            {|NEEDS203:Mark|}(connection, reader.GetInt32(0));
    }

    // bad: the using declaration keeps the reader open to the end of the method
    public static int CountAndNote(MySqlConnection connection)
    {
        var rows = 0;
        using var select = new MySqlCommand("SELECT id FROM orders", connection);
        using var reader = select.ExecuteReader();
        while (reader.Read())
            rows++;
        using var insert = new MySqlCommand("INSERT INTO counts(value) VALUES (@rows)", connection);
        insert.Parameters.AddWithValue("@rows", rows);
        return {|NEEDS203:insert.ExecuteNonQuery|}();
    }

    // good: closed before the next command
    public static int CountThenNote(MySqlConnection connection)
    {
        var rows = 0;
        using var select = new MySqlCommand("SELECT id FROM orders", connection);
        using var reader = select.ExecuteReader();
        while (reader.Read())
            rows++;
        reader.Close();
        using var insert = new MySqlCommand("INSERT INTO counts(value) VALUES (@rows)", connection);
        insert.Parameters.AddWithValue("@rows", rows);
        return insert.ExecuteNonQuery();
    }

    // good: the reader lives in a block of its own
    public static async Task<int> CountInBlock(NpgsqlConnection connection)
    {
        var rows = 0;
        await using (var select = new NpgsqlCommand("SELECT id FROM orders", connection))
        {
            await using var reader = await select.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                rows++;
        }

        await using var insert = new NpgsqlCommand("INSERT INTO counts(value) VALUES ($1)", connection);
        insert.Parameters.AddWithValue(rows);
        return await insert.ExecuteNonQueryAsync();
    }

    // bad: disposing the command doesn't close its reader
    public static async Task<int> OnlyCommandDisposed(NpgsqlConnection connection)
    {
        var select = new NpgsqlCommand("SELECT id FROM orders", connection);
        await using var reader = await select.ExecuteReaderAsync();
        var any = await reader.ReadAsync();
        await select.DisposeAsync();
        return any ? await {|NEEDS203:connection.ExecuteAsync|}("DELETE FROM orders") : 0;
    }

    // bad: two readers, one in the other
    public static Dictionary<int, List<string>> Lines(DbConnection connection)
    {
        var lines = new Dictionary<int, List<string>>();
        using var orders = OpenOrders(connection);
        while (orders.Read())
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT text FROM lines WHERE order_id = " + orders.GetInt32(0);
            using var reader = {|NEEDS203:command.ExecuteReader|}();
            var texts = lines[orders.GetInt32(0)] = [];
            while (reader.Read())
                texts.Add(reader.GetString(0));
        }

        return lines;
    }

    // good: two readers, one after the other
    public static (int Orders, int Lines) Counts(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM orders";
        int orders, lines;
        using (var reader = command.ExecuteReader())
            orders = reader.Read() ? reader.GetInt32(0) : 0;
        command.CommandText = "SELECT COUNT(*) FROM lines";
        using (var reader = command.ExecuteReader())
            lines = reader.Read() ? reader.GetInt32(0) : 0;
        return (orders, lines);
    }

    // good: both results of one command
    public static (int Orders, int Lines) CountsInOne(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM orders; SELECT COUNT(*) FROM lines";
        using var reader = command.ExecuteReader();
        var orders = reader.Read() ? reader.GetInt32(0) : 0;
        var lines = reader.NextResult() && reader.Read() ? reader.GetInt32(0) : 0;
        return (orders, lines);
    }

    // bad: the reader is closed only when there is no row
    public static string? StateOf(DbConnection connection, int id)
    {
        using var reader = OpenOrders(connection);
        if (!reader.Read())
            reader.Close();
        return {|NEEDS203:connection.ExecuteScalar<string>|}("SELECT state FROM orders WHERE id = @id", new { id });
    }

    // good: on the way where it is open the method ends
    public static string? StateOrNone(DbConnection connection, int id)
    {
        using var reader = OpenOrders(connection);
        if (reader.Read())
            return reader.GetString(1);
        reader.Close();
        return connection.ExecuteScalar<string>("SELECT state FROM archive WHERE id = @id", new { id });
    }

    // good: the helper reads to the end and closes
    public static int DeleteAll(DbConnection connection)
    {
        var rows = 0;
        foreach (var order in ReadAll(OpenOrders(connection)))
            rows += connection.Execute("DELETE FROM orders WHERE id = @Id", order);
        return rows;
    }

    // bad: a helper opened the reader
    public static int DeleteWhileOpen(DbConnection connection)
    {
        var rows = 0;
        using var reader = OpenOrders(connection);
        while (reader.Read())
            rows += {|NEEDS203:connection.Execute|}("DELETE FROM orders WHERE id = @id", new { id = reader.GetInt32(0) });
        return rows;
    }

    // good: a DataTable holds the rows
    public static int DeleteFromTable(DbConnection connection)
    {
        using var table = new DataTable();
        using (var reader = OpenOrders(connection))
            table.Load(reader);
        var rows = 0;
        foreach (DataRow row in table.Rows)
            rows += connection.Execute("DELETE FROM orders WHERE id = @id", new { id = (int)row["id"] });
        return rows;
    }

    // bad: a transaction is begun while the reader is open
    public static async Task Approve(MySqlConnection connection)
    {
        await using var select = new MySqlCommand("SELECT id FROM orders WHERE state = 'new'", connection);
        await using var reader = await select.ExecuteReaderAsync();
        if (!await reader.ReadAsync())
            return;
        await using var transaction = await {|NEEDS203:connection.BeginTransactionAsync|}();
        await reader.CloseAsync();
        await connection.ExecuteAsync("UPDATE orders SET state = 'approved'", transaction: transaction);
        await transaction.CommitAsync();
    }

    // good: a transaction around it all
    public static async Task ApproveInTransaction(MySqlConnection connection)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await using var select = new MySqlCommand("SELECT id FROM orders WHERE state = 'new'", connection, transaction);
        await using (var reader = await select.ExecuteReaderAsync())
        {
            if (!await reader.ReadAsync())
                return;
        }

        await connection.ExecuteAsync("UPDATE orders SET state = 'approved'", transaction: transaction);
        await transaction.CommitAsync();
    }

    // bad: the connection of the field, within one method
    public int Ship()
    {
        using var command = new MySqlCommand("SELECT id FROM orders WHERE state = 'paid'", _connection);
        using var reader = command.ExecuteReader();
        var rows = 0;
        while (reader.Read())
            rows += {|NEEDS203:_connection.Execute|}("UPDATE orders SET state = 'shipped' WHERE id = @id", new { id = reader.GetInt32(0) });
        return rows;
    }

    // good: the loop leaves with what it found, and the update comes after the block
    public int ShipOne()
    {
        int? next = null;
        using (var command = new MySqlCommand("SELECT id, state FROM orders", _connection))
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                if (reader.GetString(1) != "paid")
                    continue;
                next = reader.GetInt32(0);
                break;
            }
        }

        return next is { } id ? _connection.Execute("UPDATE orders SET state = 'shipped' WHERE id = @id", new { id }) : 0;
    }

    // bad: the reader of an asynchronous method, and Dapper within
    public static async Task Enrich(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("SELECT id FROM users", connection);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            var id = reader.GetInt32(0);
            var orders = await {|NEEDS203:connection.QueryAsync<Order>|}("SELECT id, state FROM orders WHERE user_id = @id", new { id });
            Console.WriteLine($"{id}: {orders.Count()}");
        }
    }

    // good: a join instead
    public static async Task EnrichJoined(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT u.id, COUNT(*) FROM users u JOIN orders o ON o.user_id = u.id GROUP BY u.id";
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            Console.WriteLine($"{reader.GetInt32(0)}: {reader.GetInt64(1)}");
    }

    // good: closed in the finally, and the command after it
    public static int Finally(MySqlConnection connection)
    {
        var rows = 0;
        using var command = new MySqlCommand("SELECT id FROM orders", connection);
        var reader = command.ExecuteReader();
        try
        {
            while (reader.Read())
                rows++;
        }
        finally
        {
            reader.Close();
        }

        return connection.Execute("INSERT INTO counts(value) VALUES (@rows)", new { rows });
    }

    // bad: within the try, before the finally closes it
    public static int BeforeFinally(MySqlConnection connection)
    {
        using var command = new MySqlCommand("SELECT id FROM orders", connection);
        var reader = command.ExecuteReader();
        try
        {
            var any = reader.Read();
            return {|NEEDS203:connection.Execute|}("INSERT INTO seen(any) VALUES (@any)", new { any });
        }
        finally
        {
            reader.Close();
        }
    }

    // good: on the way that executes, the reader was never opened
    public static int EitherWay(MySqlConnection connection, bool dry)
    {
        if (dry)
        {
            using var command = new MySqlCommand("SELECT id FROM orders", connection);
            using var reader = command.ExecuteReader();
            return reader.HasRows ? 1 : 0;
        }

        return connection.Execute("DELETE FROM orders");
    }

    // good: each turn closes its reader
    public static int PerTurn(MySqlConnection connection, string[] tables)
    {
        var rows = 0;
        foreach (var table in tables)
        {
            using var command = new MySqlCommand("SELECT COUNT(*) FROM " + table, connection);
            using var reader = command.ExecuteReader();
            if (reader.Read())
                rows += reader.GetInt32(0);
        }

        return rows;
    }

    // bad: each turn opens one, and none is closed before the next
    public static List<IDataReader> AllOpen(DbConnection connection, string[] tables)
    {
        var readers = new List<IDataReader>();
        foreach (var table in tables)
            readers.Add({|NEEDS203:connection.ExecuteReader|}("SELECT * FROM " + table));
        return readers;
    }

    // good: the command is made while the reader is open, and executed after it
    public static int MadeEarly(MySqlConnection connection)
    {
        using var update = new MySqlCommand("UPDATE orders SET state = @state", connection);
        using (var select = new MySqlCommand("SELECT name FROM states LIMIT 1", connection))
        using (var reader = select.ExecuteReader())
        {
            if (reader.Read())
                update.Parameters.AddWithValue("@state", reader.GetString(0));
        }

        return update.ExecuteNonQuery();
    }

    // bad: in a handler, the interface's connection
    [NeedsDb]
    public static List<Order> Open(IDbConnection db)
    {
        var orders = new List<Order>();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT id FROM orders";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var id = reader.GetInt32(0);
            orders.Add(new Order(id, {|NEEDS203:db.QuerySingle<string>|}("SELECT state FROM states WHERE order_id = @id", new { id })));
        }

        return orders;
    }

    // good: in a handler, one reader
    [NeedsDb]
    public static List<Order> OpenJoined(MySqlConnection db)
    {
        var orders = new List<Order>();
        using var command = new MySqlCommand("SELECT o.id, s.state FROM orders o JOIN states s ON s.order_id = o.id", db);
        using var reader = command.ExecuteReader();
        while (reader.Read())
            orders.Add(new Order(reader.GetInt32(0), reader.GetString(1)));
        return orders;
    }
}
