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
using MySqlConnector;
using Npgsql;

namespace Cases.Paths.Finallys;

/// <summary>try and finally: nested, conditional, about the wrong thing, too late.</summary>
public sealed class Finallys(MySqlDataSource db)
{
    // good: the textbook
    public int Archive(int year)
    {
        var connection = db.OpenConnection();
        try
        {
            return connection.Execute("CALL archive(@year)", new { year });
        }
        finally
        {
            connection.Close();
        }
    }

    // bad: a call between the opening and the try
    public int ArchiveLate(int year)
    {
        var {|NEEDS102:connection|} = db.OpenConnection();
        connection.Execute("SET SESSION wait_timeout = 600");
        try
        {
            return connection.Execute("CALL archive(@year)", new { year });
        }
        finally
        {
            connection.Close();
        }
    }

    // bad: the finally disposes the command
    public int Recount(string cs)
    {
        var {|NEEDS101:connection|} = new MySqlConnection(cs);
        connection.Open();
        var command = new MySqlCommand("CALL recount()", connection);
        try
        {
            return command.ExecuteNonQuery();
        }
        finally
        {
            command.Dispose();
        }
    }

    // good: the finally disposes the connection, the command needs none
    public int RecountClosed(string cs)
    {
        var connection = new MySqlConnection(cs);
        var command = new MySqlCommand("CALL recount()", connection);
        try
        {
            connection.Open();
            return command.ExecuteNonQuery();
        }
        finally
        {
            connection.Dispose();
        }
    }

    // bad: the finally closes the file it wrote, not the connection it read
    public void Dump(string path)
    {
        var {|NEEDS101:connection|} = db.OpenConnection();
        var file = File.CreateText(path);
        try
        {
            foreach (var line in connection.Query<string>("SELECT line FROM lines"))
                file.WriteLine(line);
        }
        finally
        {
            file.Dispose();
        }
    }

    // good: an inner finally for the file, an outer one for the connection
    public void DumpBoth(string path)
    {
        var connection = db.OpenConnection();
        try
        {
            var file = File.CreateText(path);
            try
            {
                foreach (var line in connection.Query<string>("SELECT line FROM lines"))
                    file.WriteLine(line);
            }
            finally
            {
                file.Dispose();
            }
        }
        finally
        {
            connection.Dispose();
        }
    }

    // bad: disposed only where the work succeeded
    public void Rebuild(string view)
    {
        var {|NEEDS102:connection|} = db.OpenConnection();
        var ok = false;
        try
        {
            connection.Execute($"CALL rebuild('{view}')");
            ok = true;
        }
        finally
        {
            if (ok)
                connection.Dispose();
        }
    }

    // bad: disposed only where the work failed
    public void RebuildFailed(string view)
    {
        var {|NEEDS101:connection|} = db.OpenConnection();
        var ok = false;
        try
        {
            connection.Execute($"CALL rebuild('{view}')");
            ok = true;
        }
        finally
        {
            if (!ok)
                connection.Dispose();
        }
    }

    // good: disposed only where the work failed, handed on where it succeeded
    public MySqlConnection Prepared(string view)
    {
        var connection = db.OpenConnection();
        var ok = false;
        try
        {
            connection.Execute($"CALL rebuild('{view}')");
            ok = true;
            return connection;
        }
        finally
        {
            if (!ok)
                connection.Dispose();
        }
    }

    // good: handed on and forgotten, so that the finally has nothing to do
    public MySqlConnection PreparedNulled(string view)
    {
        MySqlConnection? connection = db.OpenConnection();
        try
        {
            connection.Execute($"CALL rebuild('{view}')");
            var result = connection;
            connection = null;
            return result;
        }
        finally
        {
            connection?.Dispose();
        }
    }

    // bad: the second opens outside of the try that closes the first
    public void Sync(string from, string to)
    {
        var {|NEEDS102:source|} = new MySqlConnection(from);
        source.Open();
        var target = new NpgsqlConnection(to);
        target.Open();
        try
        {
            target.Execute("INSERT INTO counts(n) VALUES (@n)", new { n = source.ExecuteScalar<int>("SELECT COUNT(*) FROM orders") });
        }
        finally
        {
            target.Close();
            source.Close();
        }
    }

    // good: both open inside the try that closes both
    public void SyncInside(string from, string to)
    {
        var source = new MySqlConnection(from);
        var target = new NpgsqlConnection(to);
        try
        {
            source.Open();
            target.Open();
            target.Execute("INSERT INTO counts(n) VALUES (@n)", new { n = source.ExecuteScalar<int>("SELECT COUNT(*) FROM orders") });
        }
        finally
        {
            target.Close();
            source.Close();
        }
    }

    // bad: the finally closes one of two
    public void SyncHalf(string from, string to)
    {
        var {|NEEDS101:source|} = new MySqlConnection(from);
        var target = new NpgsqlConnection(to);
        try
        {
            source.Open();
            target.Open();
            target.Execute("INSERT INTO counts(n) VALUES (@n)", new { n = source.ExecuteScalar<int>("SELECT COUNT(*) FROM orders") });
        }
        finally
        {
            target.Close();
        }
    }

    // good: nested try blocks, one for each
    public void SyncNested(string from, string to)
    {
        var source = new MySqlConnection(from);
        source.Open();
        try
        {
            var target = new NpgsqlConnection(to);
            target.Open();
            try
            {
                target.Execute("INSERT INTO counts(n) VALUES (@n)", new { n = source.ExecuteScalar<int>("SELECT COUNT(*) FROM orders") });
            }
            finally
            {
                target.Close();
            }
        }
        finally
        {
            source.Close();
        }
    }

    // good: assigned within the try, null-tested in the finally
    public List<string> Names(string cs)
    {
        MySqlConnection? connection = null;
        try
        {
            connection = new MySqlConnection(cs);
            connection.Open();
            return connection.Query<string>("SELECT name FROM users").AsList();
        }
        finally
        {
            if (connection != null)
                connection.Dispose();
        }
    }

    // bad: assigned within the try, the null test is turned around
    public List<string> NamesTurned(string cs)
    {
        MySqlConnection? connection = null;
        try
        {
            {|NEEDS101:connection|} = new MySqlConnection(cs);
            connection.Open();
            return connection.Query<string>("SELECT name FROM users").AsList();
        }
        finally
        {
            if (connection == null)
                Console.WriteLine("no connection");
        }
    }

    // good: closed if it is open, which it is
    public int Vacuum(string file)
    {
        var connection = new SqliteConnection($"Data Source={file}");
        try
        {
            connection.Open();
            return connection.Execute("VACUUM");
        }
        finally
        {
            if (connection.State == ConnectionState.Open)
                connection.Close();
        }
    }

    // good: closed if it is there and not closed
    public int VacuumCareful(string file)
    {
        SqliteConnection? connection = null;
        try
        {
            connection = new SqliteConnection($"Data Source={file}");
            connection.Open();
            return connection.Execute("VACUUM");
        }
        finally
        {
            if (connection != null && connection.State != ConnectionState.Closed)
            {
                connection.Close();
            }
        }
    }

    // good: catch, then finally
    public string Check(string cs)
    {
        var connection = new NpgsqlConnection(cs);
        try
        {
            connection.Open();
            connection.Execute("SELECT 1");
            return "ok";
        }
        catch (NpgsqlException e)
        {
            return e.Message;
        }
        finally
        {
            connection.Dispose();
        }
    }

    // bad: catch returns, finally stops the clock and nothing else
    public (string Result, TimeSpan Time) CheckTimed(string cs)
    {
        var started = DateTime.UtcNow;
        var time = TimeSpan.Zero;
        string result;
        var {|NEEDS102:connection|} = new NpgsqlConnection(cs);
        try
        {
            connection.Open();
            connection.Execute("SELECT 1");
            result = "ok";
            connection.Close();
        }
        catch (NpgsqlException e)
        {
            result = e.Message;
        }
        finally
        {
            time = DateTime.UtcNow - started;
        }

        return (result, time);
    }

    // good: a finally in a finally
    public void Rotate(MySqlConnection connection)
    {
        var transaction = connection.BeginTransaction();
        try
        {
            connection.Execute("CALL rotate()", transaction: transaction);
            transaction.Commit();
        }
        finally
        {
            try
            {
                Console.WriteLine("rotated");
            }
            finally
            {
                transaction.Dispose();
            }
        }
    }

    // good: the finally's own try swallows what closing throws
    public void RotateQuietly()
    {
        var connection = db.OpenConnection();
        try
        {
            connection.Execute("CALL rotate()");
        }
        finally
        {
            try
            {
                connection.Close();
            }
            catch (MySqlException)
            {
            }
        }
    }

    // bad: the finally needs the connection once more before it closes it
    public void Unlock()
    {
        var {|NEEDS102:connection|} = db.OpenConnection();
        try
        {
            connection.Execute("CALL work()");
        }
        finally
        {
            connection.Execute("DO RELEASE_ALL_LOCKS()");
            connection.Close();
        }
    }

    // good: the last command has a finally of its own
    public void UnlockNested()
    {
        var connection = db.OpenConnection();
        try
        {
            try
            {
                connection.Execute("CALL work()");
            }
            finally
            {
                connection.Execute("DO RELEASE_ALL_LOCKS()");
            }
        }
        finally
        {
            connection.Close();
        }
    }

    // good: returns and breaks of every kind pass the finally
    public string Walk(IReadOnlyList<int> steps)
    {
        foreach (var step in steps)
        {
            var connection = db.OpenConnection();
            try
            {
                if (step == 0)
                    continue;
                if (step < 0)
                    break;
                if (connection.Execute("CALL step(@step)", new { step }) == 0)
                    return "stopped";
                if (step > 100)
                    throw new InvalidOperationException();
                if (step > 50)
                    goto end;
            }
            finally
            {
                connection.Dispose();
            }
        }

    end:
        return "walked";
    }
}
