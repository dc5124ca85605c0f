#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Linq;
using System.Threading.Tasks;
using Dapper;
using MySqlConnector;
using Needs;
using Npgsql;

namespace Cases.Concurrent.Unbuffered;

// helper
public sealed record Row(int Id, string Name);

/// <summary>Sequences that read while they are enumerated, and result sets that are still open.</summary>
public static class Unbuffered
{
    // helper
    private static IEnumerable<int> Ids(MySqlConnection connection)
    {
        using var command = new MySqlCommand("SELECT id FROM users", connection);
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return reader.GetInt32(0);
    }

    // helper
    private static IEnumerable<int> IdsOwn(MySqlDataSource source)
    {
        using var connection = source.OpenConnection();
        using var command = new MySqlCommand("SELECT id FROM users", connection);
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return reader.GetInt32(0);
    }

    // helper
    private static async IAsyncEnumerable<int> IdsAsync(DbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT id FROM users";
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            yield return reader.GetInt32(0);
    }

    // helper
    private static IEnumerable<int> IdsBuffered(DbConnection connection)
    {
        foreach (var id in connection.Query<int>("SELECT id FROM users"))
            yield return id;
    }

    // bad: the sequence holds a reader while the loop runs
    public static void Greet(DbConnection connection)
    {
        foreach (var row in connection.Query<Row>("SELECT id, name FROM users", buffered: false))
            {|NEEDS203:connection.Execute|}("INSERT INTO mails(user_id) VALUES (@Id)", row);
    }

    // good: buffered is the default
    public static void GreetBuffered(DbConnection connection)
    {
        foreach (var row in connection.Query<Row>("SELECT id, name FROM users"))
            connection.Execute("INSERT INTO mails(user_id) VALUES (@Id)", row);
    }

    // good: buffered by ToList
    public static void GreetListed(DbConnection connection)
    {
        foreach (var row in connection.Query<Row>("SELECT id, name FROM users", buffered: false).ToList())
            connection.Execute("INSERT INTO mails(user_id) VALUES (@Id)", row);
    }

    // good: the inserts come when the loop is over
    public static int GreetAfter(DbConnection connection)
    {
        var ids = new List<int>();
        foreach (var row in connection.Query<Row>("SELECT id, name FROM users", buffered: false))
        {
            if (row.Name.Length > 0)
                ids.Add(row.Id);
        }

        return connection.Execute("INSERT INTO mails(user_id) VALUES (@id)", ids.Select(id => new { id }));
    }

    // bad: through a variable, filtered
    public static void Invite(MySqlConnection connection)
    {
        var rows = connection.Query<Row>("SELECT id, name FROM users", buffered: false);
        foreach (var row in rows.Where(row => row.Id % 2 == 0))
            {|NEEDS203:connection.Execute|}("INSERT INTO invitations(user_id) VALUES (@Id)", row);
    }

    // good: over a second connection
    public static void InviteOnSecond(MySqlConnection connection, MySqlConnection other)
    {
        foreach (var row in connection.Query<Row>("SELECT id, name FROM users", buffered: false))
            other.Execute("INSERT INTO invitations(user_id) VALUES (@Id)", row);
    }

    // bad: the asynchronous sequence
    public static async Task Copy(NpgsqlConnection connection)
    {
        await foreach (var row in connection.QueryUnbufferedAsync<Row>("SELECT id, name FROM users"))
            await {|NEEDS203:connection.ExecuteAsync|}("INSERT INTO copies(id, name) VALUES (@Id, @Name)", row);
    }

    // good: from one database to the other
    public static async Task CopyOver(NpgsqlConnection source, NpgsqlConnection target)
    {
        await foreach (var row in source.QueryUnbufferedAsync<Row>("SELECT id, name FROM users"))
            await target.ExecuteAsync("INSERT INTO copies(id, name) VALUES (@Id, @Name)", row);
    }

    // good: collected before the inserts
    public static async Task CopyCollected(NpgsqlConnection connection)
    {
        var rows = new List<Row>();
        await foreach (var row in connection.QueryUnbufferedAsync<Row>("SELECT id, name FROM users"))
            rows.Add(row);
        foreach (var row in rows)
            await connection.ExecuteAsync("INSERT INTO copies(id, name) VALUES (@Id, @Name)", row);
    }

    // bad: an iterator of this class has a reader open between two elements
    public static void Score(MySqlConnection connection)
    {
        foreach (var id in Ids(connection))
            {|NEEDS203:connection.Execute|}("UPDATE users SET score = score + 1 WHERE id = @id", new { id });
    }

    // good: the iterator is read to its end first
    public static void ScoreListed(MySqlConnection connection)
    {
        foreach (var id in Ids(connection).ToArray())
            connection.Execute("UPDATE users SET score = score + 1 WHERE id = @id", new { id });
    }

    // good: the iterator opens a connection of its own
    public static void ScoreOwn(MySqlConnection connection, MySqlDataSource source)
    {
        foreach (var id in IdsOwn(source))
            connection.Execute("UPDATE users SET score = score + 1 WHERE id = @id", new { id });
    }

    // good: the iterator goes over rows that are in memory
    public static void ScoreFromMemory(DbConnection connection)
    {
        foreach (var id in IdsBuffered(connection))
            connection.Execute("UPDATE users SET score = score + 1 WHERE id = @id", new { id });
    }

    // bad: an asynchronous iterator of this class
    public static async Task ScoreAsync(DbConnection connection)
    {
        await foreach (var id in IdsAsync(connection))
            await {|NEEDS203:connection.ExecuteAsync|}("UPDATE users SET score = score + 1 WHERE id = @id", new { id });
    }

    // good: the loop only computes
    public static async Task<int> SumAsync(DbConnection connection)
    {
        var sum = 0;
        await foreach (var id in IdsAsync(connection))
            sum += id;
        await connection.ExecuteAsync("UPDATE totals SET value = @sum", new { sum });
        return sum;
    }

    // bad: the second result set is not read yet when the update comes
    public static int Grid(DbConnection connection, int id)
    {
        using var grid = connection.QueryMultiple("SELECT name FROM users WHERE id = @id; SELECT total FROM orders", new { id });
        var name = grid.ReadSingle<string>();
        return {|NEEDS203:connection.Execute|}("UPDATE users SET seen = NOW() WHERE name = @name", new { name });
    }

    // good: the grid ends with its block
    public static int GridInBlock(DbConnection connection, int id)
    {
        decimal total;
        using (var grid = connection.QueryMultiple("SELECT 1; SELECT SUM(total) FROM orders WHERE user_id = @id", new { id }))
        {
            grid.Read<int>();
            total = grid.ReadSingle<decimal>();
        }

        return connection.Execute("UPDATE users SET total = @total WHERE id = @id", new { total, id });
    }

    // bad: Dapper's own reader is open
    public static async Task<int> ReaderOfDapper(DbConnection connection)
    {
        var rows = 0;
        await using var reader = await connection.ExecuteReaderAsync("SELECT id FROM users");
        while (await reader.ReadAsync())
            rows += await {|NEEDS203:connection.ExecuteAsync|}("DELETE FROM visits WHERE user_id = @id", new { id = reader.GetInt32(0) });
        return rows;
    }

    // good: a lazy query behind a complete one
    public static IEnumerable<Row> Behind(DbConnection connection)
    {
        connection.Execute("UPDATE users SET seen = NOW()");
        foreach (var row in connection.Query<Row>("SELECT id, name FROM users", buffered: false))
            yield return row;
    }

    // good: left early, the enumerator closes its reader; the update comes behind the loop
    public static int FirstOdd(DbConnection connection)
    {
        var found = 0;
        foreach (var row in connection.Query<Row>("SELECT id, name FROM users", buffered: false))
        {
            if (row.Id % 2 == 0)
                continue;
            found = row.Id;
            break;
        }

        return connection.Execute("UPDATE users SET first = 1 WHERE id = @found", new { found });
    }

    // good: the update is the last thing of the loop's body that runs, but only after the loop was left with return
    public static int FirstOddReturned(DbConnection connection)
    {
        var id = Found();
        return connection.Execute("UPDATE users SET first = 1 WHERE id = @id", new { id });

        int Found()
        {
            foreach (var row in connection.Query<Row>("SELECT id, name FROM users", buffered: false))
            {
                if (row.Id % 2 == 1)
                    return row.Id;
            }

            return 0;
        }
    }

    // bad: in a handler that streams
    [NeedsDb]
    public static async IAsyncEnumerable<string> Streamed(MySqlConnection db)
    {
        await foreach (var row in db.QueryUnbufferedAsync<Row>("SELECT id, name FROM users"))
        {
            var orders = await {|NEEDS203:db.ExecuteScalarAsync<int>|}("SELECT COUNT(*) FROM orders WHERE user_id = @Id", row);
            yield return $"{row.Name}: {orders}";
        }
    }

    // good: a handler that streams what it joins
    [NeedsDb]
    public static async IAsyncEnumerable<string> StreamedJoined(MySqlConnection db)
    {
        await foreach (var row in db.QueryUnbufferedAsync<Row>("SELECT COUNT(*), name FROM users JOIN orders GROUP BY name"))
            yield return $"{row.Name}: {row.Id}";
    }
}
