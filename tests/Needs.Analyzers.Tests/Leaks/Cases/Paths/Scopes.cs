#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Npgsql;

namespace Cases.Paths.Scopes;

/// <summary>Blocks, locks, goto, members that are no methods.</summary>
public sealed class Scopes
{
    private readonly Lock _gate = new();
    private readonly object _sync = new();
    private readonly MySqlDataSource _db;

    public Scopes(MySqlDataSource db) => _db = db;

    // bad: a constructor asks the version and forgets the connection
    public Scopes(string cs)
    {
        _db = new MySqlDataSource(cs);
        var {|NEEDS101:connection|} = new MySqlConnection(cs);
        connection.Open();
        Version = connection.ServerVersion;
    }

    // good: a constructor asks the version in a using
    public Scopes(string cs, string name)
    {
        _db = new MySqlDataSource(cs);
        using var connection = new MySqlConnection(cs);
        connection.Open();
        Version = connection.ServerVersion + name;
    }

    public string Version { get; } = "";

    // bad: a getter opens
    public int Count
    {
        get
        {
            var {|NEEDS101:connection|} = _db.OpenConnection();
            return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM users");
        }
    }

    // good: a getter opens and closes
    public int CountUsing
    {
        get
        {
            using var connection = _db.OpenConnection();
            return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM users");
        }
    }

    // bad: a setter opens, and closes unless it fails
    public string Motto
    {
        set
        {
            var {|NEEDS102:connection|} = _db.OpenConnection();
            connection.Execute("UPDATE site SET motto = @value", new { value });
            connection.Close();
        }
    }

    // bad: an indexer opens
    public string? this[string key]
    {
        get
        {
            var {|NEEDS101:connection|} = _db.OpenConnection();
            return connection.ExecuteScalar<string?>("SELECT value FROM settings WHERE name = @key", new { key });
        }
    }

    // good: an operator with a using
    public static bool operator ==(Scopes left, Scopes right)
    {
        using var connection = left._db.OpenConnection();
        return connection.ServerVersion == right.Version;
    }

    public static bool operator !=(Scopes left, Scopes right) => !(left == right);

    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    public override int GetHashCode() => 0;

    // bad: the lock is left by return, the connection is not
    public int Locked()
    {
        lock (_gate)
        {
            var {|NEEDS101:connection|} = _db.OpenConnection();
            return connection.Execute("CALL tick()");
        }
    }

    // good: a using within the lock
    public int LockedUsing()
    {
        lock (_gate)
        {
            using var connection = _db.OpenConnection();
            return connection.Execute("CALL tick()");
        }
    }

    // bad: opened in a lock, closed behind it, with a call that may fail in it
    public void LockedThrow()
    {
        MySqlConnection connection;
        lock (_sync)
        {
            {|NEEDS102:connection|} = _db.OpenConnection();
            connection.Execute("CALL tick()");
        }

        connection.Dispose();
    }

    // good: opened in a lock, closed in a finally behind it
    public void LockedFinally()
    {
        MySqlConnection connection;
        lock (_sync)
            connection = _db.OpenConnection();

        try
        {
            connection.Execute("CALL tick()");
        }
        finally
        {
            connection.Dispose();
        }
    }

    // bad: goto jumps over the close
    public int Jump(int start)
    {
        var {|NEEDS101:connection|} = _db.OpenConnection();
        var i = start;
    next:
        if (i > 10)
            goto end;
        i += connection.ServerThread;
        if (i < 5)
            goto next;
        connection.Close();
    end:
        return i;
    }

    // good: goto jumps to the close
    public int JumpToClose(int start)
    {
        var connection = _db.OpenConnection();
        var i = start;
    next:
        if (i > 10)
            goto end;
        i += connection.ServerThread;
        if (i < 5)
            goto next;
    end:
        connection.Close();
        return i;
    }

    // bad: a block ends the name, not the connection
    public int Block()
    {
        var sum = 0;
        {
            var {|NEEDS101:connection|} = _db.OpenConnection();
            sum += connection.ServerThread;
        }

        {
            using var connection = _db.OpenConnection();
            sum += connection.ServerThread;
        }

        return sum;
    }

    // good: a block with a using in it
    public int BlockUsing()
    {
        var sum = 0;
        {
            using var connection = _db.OpenConnection();
            sum += connection.ServerThread;
        }

        {
            var connection = _db.OpenConnection();
            sum += connection.ServerThread;
            connection.Close();
        }

        return sum;
    }

    // bad: a checked block, nested declarations
    public int Checked(int a, int b)
    {
        checked
        {
            var product = a * b;
            if (product > 0)
            {
                var {|NEEDS101:connection|} = _db.OpenConnection();
                {
                    var factor = connection.ServerThread;
                    return product * factor;
                }
            }

            return product;
        }
    }

    // good: a checked block, nested declarations with a using
    public int CheckedUsing(int a, int b)
    {
        checked
        {
            var product = a * b;
            if (product > 0)
            {
                using var connection = _db.OpenConnection();
                {
                    var factor = connection.ServerThread;
                    return product * factor;
                }
            }

            return product;
        }
    }

    // bad: unsafe and fixed change nothing
    public static unsafe long Pinned(string cs, byte[] data)
    {
        fixed (byte* pointer = data)
        {
            var {|NEEDS101:connection|} = new SqliteConnection(cs);
            connection.Open();
            return connection.ServerVersion.Length + *pointer;
        }
    }

    // good: unsafe and fixed, with a using
    public static unsafe long PinnedUsing(string cs, byte[] data)
    {
        fixed (byte* pointer = data)
        {
            using var connection = new SqliteConnection(cs);
            connection.Open();
            return connection.ServerVersion.Length + *pointer;
        }
    }

    // bad: an endless loop with a way out that forgets
    public void Endless(ManualResetEventSlim stop)
    {
        var {|NEEDS101:connection|} = _db.OpenConnection();
        while (true)
        {
            if (stop.Wait(1000))
                break;
            connection.Execute("CALL tick()");
        }
    }

    // good: an endless loop without a way out needs no close behind it
    public void EndlessUsing(ManualResetEventSlim stop)
    {
        using var connection = _db.OpenConnection();
        while (true)
        {
            stop.Wait(1000);
            connection.Execute("CALL tick()");
        }
    }

    // bad: generic method, the connection's type is a parameter
    public static int Generic<TConnection>(string cs)
        where TConnection : DbConnection, new()
    {
        var {|NEEDS101:connection|} = new TConnection { ConnectionString = cs };
        connection.Open();
        return connection.Execute("SELECT 1");
    }

    // good: generic method with a using
    public static int GenericUsing<TConnection>(string cs)
        where TConnection : DbConnection, new()
    {
        using var connection = new TConnection { ConnectionString = cs };
        connection.Open();
        return connection.Execute("SELECT 1");
    }

    // good: a connection that is never used again after a failed comparison of versions is closed by the using
    public static bool Newer(string a, string b)
    {
        using SqliteConnection left = new(a), right = new(b);
        left.Open();
        if (left.ServerVersion.Length == 0)
            return false;
        right.Open();
        return string.CompareOrdinal(left.ServerVersion, right.ServerVersion) > 0;
    }
}
