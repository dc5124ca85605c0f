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

namespace Cases.Paths.Flags;

/// <summary>A boolean remembers whether there is something to close.</summary>
public sealed class Flags(MySqlDataSource db, NpgsqlDataSource ledger)
{
    // good: the flag is computed before the choice
    public async Task<int> CountAsync(MySqlConnection? ambient)
    {
        var owned = ambient is null;
        var connection = ambient ?? await db.OpenConnectionAsync();
        try
        {
            return await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM orders");
        }
        finally
        {
            if (owned)
                await connection.DisposeAsync();
        }
    }

    // bad: the flag says the contrary
    public async Task<int> CountContraryAsync(MySqlConnection? ambient)
    {
        var owned = ambient is not null;
        var {|NEEDS101:connection|} = ambient ?? await db.OpenConnectionAsync();
        try
        {
            return await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM orders");
        }
        finally
        {
            if (owned)
                await connection.DisposeAsync();
        }
    }

    // good: the flag is set where it is opened
    public int Post(NpgsqlConnection? connection, string entry)
    {
        var opened = false;
        if (connection is null)
        {
            connection = ledger.OpenConnection();
            opened = true;
        }

        try
        {
            return connection.Execute("INSERT INTO entries(text) VALUES (@entry)", new { entry });
        }
        finally
        {
            if (opened)
                connection.Dispose();
        }
    }

    // bad: the flag is never set
    public int PostUnset(NpgsqlConnection? connection, string entry)
    {
        var opened = false;
        if (connection is null)
        {
            {|NEEDS101:connection|} = ledger.OpenConnection();
        }

        try
        {
            return connection.Execute("INSERT INTO entries(text) VALUES (@entry)", new { entry });
        }
        finally
        {
            if (opened)
                connection.Dispose();
        }
    }

    // bad: the flag is cleared before it is asked
    public int PostCleared(NpgsqlConnection? connection, string entry)
    {
        var opened = false;
        if (connection is null)
        {
            {|NEEDS101:connection|} = ledger.OpenConnection();
            opened = true;
        }

        try
        {
            var rows = connection.Execute("INSERT INTO entries(text) VALUES (@entry)", new { entry });
            opened = false;
            return rows;
        }
        finally
        {
            if (opened)
                connection.Dispose();
        }
    }

    // good: opens the caller's closed connection and closes it again
    public static int WithClosed(DbConnection connection, string sql)
    {
        var wasClosed = connection.State == ConnectionState.Closed;
        if (wasClosed)
            connection.Open();
        try
        {
            return connection.Execute(sql);
        }
        finally
        {
            if (wasClosed)
                connection.Close();
        }
    }

    // good: two flags, two connections
    public int Move(bool fromShop, bool fromLedger)
    {
        MySqlConnection? shop = null;
        NpgsqlConnection? books = null;
        var rows = 0;
        try
        {
            if (fromShop)
            {
                shop = db.OpenConnection();
                rows += shop.Execute("DELETE FROM outbox");
            }

            if (fromLedger)
            {
                books = ledger.OpenConnection();
                rows += books.Execute("DELETE FROM outbox");
            }

            return rows;
        }
        finally
        {
            if (fromShop && shop != null)
                shop.Dispose();
            if (fromLedger && books != null)
                books.Dispose();
        }
    }

    // bad: two flags, the second is asked for the first connection
    public int MoveMixed(bool fromShop, bool fromLedger)
    {
        MySqlConnection? shop = null;
        NpgsqlConnection? books = null;
        var rows = 0;
        try
        {
            if (fromShop)
            {
                {|NEEDS101:shop|} = db.OpenConnection();
                rows += shop.Execute("DELETE FROM outbox");
            }

            if (fromLedger)
            {
                books = ledger.OpenConnection();
                rows += books.Execute("DELETE FROM outbox");
            }

            return rows;
        }
        finally
        {
            if (fromLedger)
                shop?.Dispose();
            books?.Dispose();
        }
    }

    // good: success hands it on, everything else closes it
    public static SqliteConnection Cache(string file)
    {
        var connection = new SqliteConnection($"Data Source={file}");
        var handedOn = false;
        try
        {
            connection.Open();
            connection.Execute("PRAGMA foreign_keys = ON");
            handedOn = true;
            return connection;
        }
        finally
        {
            if (!handedOn)
                connection.Dispose();
        }
    }

    // bad: the flag is set one command too early
    public static SqliteConnection CacheEarly(string file)
    {
        var {|NEEDS102:connection|} = new SqliteConnection($"Data Source={file}");
        var handedOn = false;
        try
        {
            connection.Open();
            handedOn = true;
            connection.Execute("PRAGMA foreign_keys = ON");
            return connection;
        }
        finally
        {
            if (!handedOn)
                connection.Dispose();
        }
    }

    // good: committed or rolled back, by a flag
    public static void Debit(MySqlConnection connection, int account, decimal amount)
    {
        var committed = false;
        var transaction = connection.BeginTransaction();
        try
        {
            connection.Execute("UPDATE accounts SET balance = balance - @amount WHERE id = @account", new { account, amount }, transaction);
            transaction.Commit();
            committed = true;
        }
        finally
        {
            if (!committed)
                transaction.Rollback();
        }
    }

    // bad: neither committed nor rolled back where nothing was debited
    public static bool DebitOnce(MySqlConnection connection, int account, decimal amount)
    {
        var {|NEEDS101:transaction|} = connection.BeginTransaction();
        var failed = true;
        try
        {
            var rows = connection.Execute(
                "UPDATE accounts SET balance = balance - @amount WHERE id = @account", new { account, amount }, transaction);
            failed = false;
            if (rows == 0)
                return false;
            transaction.Commit();
            return true;
        }
        finally
        {
            if (failed)
                transaction.Rollback();
        }
    }

    // good: the parameter is the flag
    public int Report(bool own, MySqlConnection given)
    {
        var connection = given;
        if (own)
            connection = db.OpenConnection();
        try
        {
            return connection.Execute("CALL report()");
        }
        finally
        {
            if (own)
                connection.Dispose();
        }
    }

    // bad: the parameter is the flag, asked the wrong way
    public int ReportWrong(bool own, MySqlConnection given)
    {
        var connection = given;
        if (own)
            {|NEEDS101:connection|} = db.OpenConnection();
        try
        {
            return connection.Execute("CALL report()");
        }
        finally
        {
            if (!own)
                connection.Dispose();
        }
    }

    // good: leaveOpen, meaning that the caller gets it
    public MySqlConnection? Warm(bool leaveOpen)
    {
        var connection = db.OpenConnection();
        if (leaveOpen)
            return connection;
        connection.Dispose();
        return null;
    }

    // bad: leaveOpen, but nobody gets it
    public bool WarmLost(bool leaveOpen)
    {
        var {|NEEDS101:connection|} = db.OpenConnection();
        if (!leaveOpen)
            connection.Dispose();
        return leaveOpen;
    }

    // good: the null test remembers what the comparison decided
    public int Level(int level)
    {
        MySqlConnection? connection = null;
        if (level > 2)
            connection = db.OpenConnection();

        var text = level * 2;
        if (connection != null)
            connection.Close();
        return text;
    }

    // bad: the flag is combined with a condition that may be false
    public int Combined(MySqlConnection? given, bool idle)
    {
        var owned = given == null;
        var {|NEEDS101:connection|} = given ?? db.OpenConnection();
        try
        {
            return connection.Execute("CALL tick()");
        }
        finally
        {
            if (owned && idle)
                connection.Dispose();
        }
    }

    // good: the flag is a local function's business
    public int Local(MySqlConnection? given)
    {
        var owned = given == null;
        var connection = given ?? db.OpenConnection();
        try
        {
            return connection.Execute("CALL tick()");
        }
        finally
        {
            Close();
        }

        void Close()
        {
            if (owned)
                connection.Dispose();
        }
    }
}
