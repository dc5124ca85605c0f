#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using MySqlConnector;
using Npgsql;

namespace Cases.Concurrent.ReaderIdioms;

/// <summary>What is done with readers before the next command: the many ways to be through with one.</summary>
public static class ReaderIdioms
{
    // helper
    private static IEnumerable<int> Ids(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id FROM users";
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return reader.GetInt32(0);
    }

    // helper
    private static string Describe(IDataRecord record) => record.FieldCount + " columns";

    // helper
    private static void Close(ref DbDataReader? reader)
    {
        reader?.Dispose();
        reader = null;
    }

    // good: insert if there is none: closed on the way that inserts
    public static int Ensure(MySqlConnection connection, string name)
    {
        using var select = new MySqlCommand("SELECT id FROM users WHERE name = @name", connection);
        select.Parameters.AddWithValue("@name", name);
        var reader = select.ExecuteReader();
        if (reader.Read())
        {
            var id = reader.GetInt32(0);
            reader.Close();
            return id;
        }

        reader.Close();
        using var insert = new MySqlCommand("INSERT INTO users(name) VALUES (@name)", connection);
        insert.Parameters.AddWithValue("@name", name);
        insert.ExecuteNonQuery();
        return (int)insert.LastInsertedId;
    }

    // bad: insert if there is none, while the empty reader is open
    public static int EnsureWhileOpen(MySqlConnection connection, string name)
    {
        using var select = new MySqlCommand("SELECT id FROM users WHERE name = @name", connection);
        select.Parameters.AddWithValue("@name", name);
        using var reader = select.ExecuteReader();
        if (reader.Read())
            return reader.GetInt32(0);
        using var insert = new MySqlCommand("INSERT INTO users(name) VALUES (@name)", connection);
        insert.Parameters.AddWithValue("@name", name);
        {|NEEDS203:insert.ExecuteNonQuery|}();
        return (int)insert.LastInsertedId;
    }

    // good: leaving the try closes the reader before the catch writes
    public static void LoggedInCatch(MySqlConnection connection)
    {
        try
        {
            using var command = new MySqlCommand("SELECT body FROM pages", connection);
            using var reader = command.ExecuteReader();
            while (reader.Read())
                Console.WriteLine(int.Parse(reader.GetString(0)));
        }
        catch (FormatException problem)
        {
            connection.Execute("INSERT INTO log(what) VALUES (@Message)", new { problem.Message });
        }
    }

    // bad: the catch writes while the reader of the try's outside is open
    public static void LoggedWhileOpen(MySqlConnection connection)
    {
        using var command = new MySqlCommand("SELECT body FROM pages", connection);
        using var reader = command.ExecuteReader();
        try
        {
            while (reader.Read())
                Console.WriteLine(int.Parse(reader.GetString(0)));
        }
        catch (FormatException problem)
        {
            {|NEEDS203:connection.Execute|}("INSERT INTO log(what) VALUES (@Message)", new { problem.Message });
        }
    }

    // bad: unlocked in the finally, one line before the reader is closed
    public static void Unlocked(MySqlConnection connection)
    {
        var reader = connection.ExecuteReader("SELECT id FROM users FOR UPDATE");
        try
        {
            while (reader.Read())
                Console.WriteLine(reader.GetInt32(0));
        }
        finally
        {
            {|NEEDS203:connection.Execute|}("UNLOCK TABLES");
            reader.Close();
        }
    }

    // good: the reader is closed one line before
    public static void UnlockedInOrder(MySqlConnection connection)
    {
        var reader = connection.ExecuteReader("SELECT id FROM users FOR UPDATE");
        try
        {
            while (reader.Read())
                Console.WriteLine(reader.GetInt32(0));
        }
        finally
        {
            reader.Close();
            connection.Execute("UNLOCK TABLES");
        }
    }

    // good: nothing is open before the iterator is enumerated
    public static int NotYetEnumerated(DbConnection connection)
    {
        var ids = Ids(connection);
        connection.Execute("UPDATE users SET seen = NOW()");
        return ids.Count();
    }

    // good: Any closes what it opened
    public static int Any(DbConnection connection) =>
        Ids(connection).Any() ? connection.Execute("UPDATE users SET seen = NOW()") : 0;

    // good: First closes what it opened
    public static int First(DbConnection connection)
    {
        var id = Ids(connection).First();
        return connection.Execute("UPDATE users SET seen = NOW() WHERE id = @id", new { id });
    }

    // good: Join reads to the end
    public static int Joined(DbConnection connection)
    {
        var ids = string.Join(',', Ids(connection));
        return connection.Execute("INSERT INTO lists(ids) VALUES (@ids)", new { ids });
    }

    // good: the first ten, in a list
    public static void FirstTen(DbConnection connection)
    {
        foreach (var id in Ids(connection).Take(10).ToList())
            connection.Execute("UPDATE users SET seen = NOW() WHERE id = @id", new { id });
    }

    // bad: the first ten, and the reader is open
    public static void FirstTenOpen(DbConnection connection)
    {
        foreach (var id in Ids(connection).Take(10))
            {|NEEDS203:connection.Execute|}("UPDATE users SET seen = NOW() WHERE id = @id", new { id });
    }

    // good: a table takes the rows and closes the reader
    public static int Loaded(MySqlConnection connection)
    {
        using var command = new MySqlCommand("SELECT * FROM users", connection);
        var table = new DataTable();
        table.Load(command.ExecuteReader());
        return connection.Execute("INSERT INTO counts(value) VALUES (@Count)", new { table.Rows.Count });
    }

    // good: reading from the reader in several ways is one operation
    public static async Task<string> Columns(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT id, body FROM pages", connection);
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.SequentialAccess);
        var text = Describe(reader);
        while (await reader.ReadAsync())
        {
            text += reader.GetName(0) + await reader.GetFieldValueAsync<int>(0);
            using var body = await reader.GetTextReaderAsync(1);
            text += await body.ReadToEndAsync();
        }

        return text;
    }

    // good: through a reference that is set to null
    public static int ByReference(DbConnection connection)
    {
        DbDataReader? reader = connection.CreateCommand().ExecuteReader();
        var any = reader.HasRows;
        Close(ref reader);
        return any ? connection.Execute("DELETE FROM users") : 0;
    }

    // good: each command's reader is closed at the top of the next turn
    public static int Overlapped(MySqlConnection connection, string[] tables)
    {
        MySqlDataReader? reader = null;
        var rows = 0;
        try
        {
            foreach (var table in tables)
            {
                reader?.Close();
                using var command = new MySqlCommand("SELECT COUNT(*) FROM " + table, connection);
                reader = command.ExecuteReader();
                rows += reader.Read() ? reader.GetInt32(0) : 0;
            }
        }
        finally
        {
            reader?.Close();
        }

        return rows;
    }

    // good: closed in every arm before the arm's command
    public static int Switched(MySqlConnection connection)
    {
        var reader = connection.ExecuteReader("SELECT mode FROM settings");
        var mode = reader.Read() ? reader.GetString(0) : "";
        switch (mode)
        {
            case "clean":
                reader.Close();
                return connection.Execute("DELETE FROM drafts");
            case "keep":
                reader.Close();
                return 0;
            default:
                reader.Close();
                return connection.Execute("INSERT INTO settings(mode) VALUES ('keep')");
        }
    }

    // bad: closed in one arm only
    public static int SwitchedOnce(MySqlConnection connection)
    {
        using var reader = connection.ExecuteReader("SELECT mode FROM settings");
        var mode = reader.Read() ? reader.GetString(0) : "";
        switch (mode)
        {
            case "clean":
                reader.Close();
                return connection.Execute("DELETE FROM drafts");
            default:
                return {|NEEDS203:connection.Execute|}("INSERT INTO settings(mode) VALUES ('keep')");
        }
    }

    // good: a flag remembers whether it is still open
    public static int Flagged(MySqlConnection connection)
    {
        var reader = connection.ExecuteReader("SELECT id FROM users");
        var open = true;
        if (!reader.Read())
        {
            reader.Close();
            open = false;
        }

        var rows = open ? reader.GetInt32(0) : connection.Execute("INSERT INTO users(name) VALUES ('first')");
        reader.Close();
        return rows;
    }

    // good: asked whether it is closed
    public static int Asked(MySqlConnection connection, bool early)
    {
        var reader = connection.ExecuteReader("SELECT id FROM users");
        if (early)
            reader.Close();
        if (!reader.IsClosed)
            reader.Close();
        return connection.Execute("DELETE FROM drafts");
    }

    // good: closing the connection closes its reader, then it is opened again
    public static int Reset(MySqlConnection connection)
    {
        using var command = new MySqlCommand("SELECT id FROM users", connection);
        var reader = command.ExecuteReader();
        var any = reader.Read();
        connection.Close();
        connection.Open();
        return any ? connection.Execute("DELETE FROM users") : 0;
    }

    // bad: an asynchronous command while the synchronous reader is open
    public static async Task<int> Mixed(MySqlConnection connection)
    {
        using var command = new MySqlCommand("SELECT id FROM users", connection);
        using var reader = command.ExecuteReader();
        var rows = 0;
        while (reader.Read())
        {
            await using var delete = new MySqlCommand("DELETE FROM visits WHERE user_id = " + reader.GetInt32(0), connection);
            rows += await {|NEEDS203:delete.ExecuteNonQueryAsync|}();
        }

        return rows;
    }

    // bad: the scalar that decides about the next row
    public static int Counted(IDbConnection connection)
    {
        using var users = connection.ExecuteReader("SELECT id FROM users");
        var active = 0;
        while (users.Read() && {|NEEDS203:connection.ExecuteScalar<bool>|}("SELECT active FROM switches"))
            active++;
        return active;
    }
}
