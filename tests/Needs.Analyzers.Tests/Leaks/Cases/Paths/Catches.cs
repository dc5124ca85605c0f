#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using MySqlConnector;
using Npgsql;

namespace Cases.Paths.Catches;

/// <summary>try and catch without finally: who closes when something fails, who when nothing does.</summary>
public sealed class Catches(MySqlDataSource db, ILogger<Catches> log)
{
    // bad: logs and swallows, the close stood behind the failing call
    public void Touch(int id)
    {
        var {|NEEDS102:connection|} = db.OpenConnection();
        try
        {
            connection.Execute("UPDATE users SET seen = NOW() WHERE id = @id", new { id });
            connection.Close();
        }
        catch (Exception e)
        {
            log.LogWarning(e, "user {Id} not touched", id);
        }
    }

    // good: logs, swallows, and closes after both
    public void TouchAndClose(int id)
    {
        var connection = db.OpenConnection();
        try
        {
            connection.Execute("UPDATE users SET seen = NOW() WHERE id = @id", new { id });
        }
        catch (Exception e)
        {
            log.LogWarning(e, "user {Id} not touched", id);
        }

        connection.Close();
    }

    // bad: the typed catch closes, other exceptions pass it by
    public bool Insert(string email)
    {
        var {|NEEDS102:connection|} = db.OpenConnection();
        try
        {
            connection.Execute("INSERT INTO users(email) VALUES (@email)", new { email });
        }
        catch (MySqlException)
        {
            connection.Dispose();
            return false;
        }

        connection.Dispose();
        return true;
    }

    // good: the typed catch answers, the general one closes and rethrows
    public bool InsertBoth(string email)
    {
        var connection = db.OpenConnection();
        try
        {
            connection.Execute("INSERT INTO users(email) VALUES (@email)", new { email });
        }
        catch (MySqlException)
        {
            connection.Dispose();
            return false;
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        connection.Dispose();
        return true;
    }

    // bad: the filter lets through what is no duplicate
    public bool InsertOnce(string email)
    {
        var {|NEEDS102:connection|} = db.OpenConnection();
        try
        {
            connection.Execute("INSERT INTO users(email) VALUES (@email)", new { email });
            connection.Close();
            return true;
        }
        catch (MySqlException e) when (e.ErrorCode == MySqlErrorCode.DuplicateKeyEntry)
        {
            connection.Close();
            return false;
        }
    }

    // good: the filter only chooses the answer, the using closes
    public bool InsertOnceUsing(string email)
    {
        using var connection = db.OpenConnection();
        try
        {
            connection.Execute("INSERT INTO users(email) VALUES (@email)", new { email });
            return true;
        }
        catch (MySqlException e) when (e.ErrorCode == MySqlErrorCode.DuplicateKeyEntry)
        {
            return false;
        }
    }

    // bad: closes where it fails, not where it works
    public int Score(int user)
    {
        var {|NEEDS101:connection|} = db.OpenConnection();
        try
        {
            return connection.ExecuteScalar<int>("SELECT score FROM users WHERE id = @user", new { user });
        }
        catch (DbException)
        {
            connection.Dispose();
            return 0;
        }
    }

    // good: hands the connection on where it works, closes where it fails
    public MySqlConnection Session(string zone)
    {
        var connection = db.OpenConnection();
        try
        {
            connection.Execute("SET time_zone = @zone", new { zone });
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // bad: wraps the exception and forgets the connection that the other path returns
    public MySqlConnection SessionWrapped(string zone)
    {
        var {|NEEDS102:connection|} = db.OpenConnection();
        try
        {
            connection.Execute("SET time_zone = @zone", new { zone });
            return connection;
        }
        catch (MySqlException e)
        {
            throw new InvalidOperationException($"no session in {zone}", e);
        }
    }

    // good: closes and wraps
    public MySqlConnection SessionWrappedAndClosed(string zone)
    {
        var connection = db.OpenConnection();
        try
        {
            connection.Execute("SET time_zone = @zone", new { zone });
            return connection;
        }
        catch (Exception e)
        {
            connection.Dispose();
            throw new InvalidOperationException($"no session in {zone}", e);
        }
    }

    // bad: null for the caller, an open connection for nobody
    public MySqlConnection? TrySession(string zone)
    {
        var {|NEEDS102:connection|} = db.OpenConnection();
        try
        {
            connection.Execute("SET time_zone = @zone", new { zone });
        }
        catch (MySqlException)
        {
            return null;
        }

        return connection;
    }

    // good: opened inside the try whose catch closes
    public static SqliteConnection? TryCache(string file)
    {
        SqliteConnection? cache = null;
        try
        {
            cache = new SqliteConnection($"Data Source={file}");
            cache.Open();
            cache.Execute("PRAGMA journal_mode = WAL");
            return cache;
        }
        catch (Exception)
        {
            cache?.Dispose();
            return null;
        }
    }

    // bad: opened inside the try whose catch knows nothing of it
    public static SqliteConnection? TryCacheLost(string file)
    {
        SqliteConnection? cache = null;
        try
        {
            {|NEEDS102:cache|} = new SqliteConnection($"Data Source={file}");
            cache.Open();
            cache.Execute("PRAGMA journal_mode = WAL");
            return cache;
        }
        catch (SqliteException)
        {
            return null;
        }
    }

    // bad: a catch that turns every failure into an empty list, with the close in the try
    public List<string> Tags()
    {
        try
        {
            var {|NEEDS102:connection|} = db.OpenConnection();
            var tags = connection.Query<string>("SELECT name FROM tags").AsList();
            connection.Close();
            return tags;
        }
        catch
        {
            return [];
        }
    }

    // good: a catch that turns every failure into an empty list, with a using in the try
    public List<string> TagsUsing()
    {
        try
        {
            using var connection = db.OpenConnection();
            return connection.Query<string>("SELECT name FROM tags").AsList();
        }
        catch
        {
            return [];
        }
    }

    // good: nested catches, each way closes
    public string Import(string line, string cs)
    {
        var connection = new NpgsqlConnection(cs);
        try
        {
            connection.Open();
            try
            {
                connection.Execute("INSERT INTO lines(text) VALUES (@line)", new { line });
                return "imported";
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
            {
                connection.Execute("UPDATE lines SET seen = now() WHERE text = @line", new { line });
                return "seen";
            }
        }
        catch (NpgsqlException)
        {
            return "failed";
        }
        finally
        {
            connection.Close();
        }
    }

    // bad: nested catches, the second command of the inner one has no close behind it
    public string ImportNested(string line, string cs)
    {
        var {|NEEDS102:connection|} = new NpgsqlConnection(cs);
        connection.Open();
        try
        {
            connection.Execute("INSERT INTO lines(text) VALUES (@line)", new { line });
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            try
            {
                connection.Execute("UPDATE lines SET seen = now() WHERE text = @line", new { line });
            }
            catch (PostgresException)
            {
                connection.Close();
                return "failed";
            }

            return "seen";
        }

        connection.Close();
        return "imported";
    }

    // good: the rethrow needs nothing, the connection was never opened before the failing parse
    public int ParseThenStore(string text)
    {
        int value;
        try
        {
            value = int.Parse(text);
        }
        catch (FormatException)
        {
            log.LogError("{Text} is no number", text);
            throw;
        }

        using var connection = db.OpenConnection();
        return connection.Execute("INSERT INTO numbers(value) VALUES (@value)", new { value });
    }

    // bad: throws on purpose with the connection open
    public int StoreChecked(int value)
    {
        var {|NEEDS102:connection|} = db.OpenConnection();
        if (value < 0)
            throw new ArgumentOutOfRangeException(nameof(value));
        using (connection)
            return connection.Execute("INSERT INTO numbers(value) VALUES (@value)", new { value });
    }

    // good: throws on purpose inside the using
    public int StoreCheckedUsing(int value)
    {
        using var connection = db.OpenConnection();
        if (value < 0)
            throw new ArgumentOutOfRangeException(nameof(value));
        return connection.Execute("INSERT INTO numbers(value) VALUES (@value)", new { value });
    }

    // bad: a catch of what no call here throws guards nothing
    public string ReadFileInto(string path)
    {
        var {|NEEDS102:connection|} = db.OpenConnection();
        try
        {
            connection.Execute("INSERT INTO files(path) VALUES (@path)", new { path });
        }
        catch (IOException)
        {
            connection.Dispose();
            throw;
        }

        connection.Dispose();
        return path;
    }
}
