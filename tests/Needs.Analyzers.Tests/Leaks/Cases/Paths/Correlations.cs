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

namespace Cases.Paths.Correlations;

/// <summary>Two places that ask the same question, or only seem to.</summary>
public sealed class Correlations(MySqlDataSource db)
{
    public enum Mode
    {
        Shared,
        Own,
    }

    // good: the tuple carries connection and flag together
    public int Tuple(MySqlConnection? given)
    {
        var (connection, owned) = given is null ? (db.OpenConnection(), true) : (given, false);
        try
        {
            return connection.Execute("CALL tick()");
        }
        finally
        {
            if (owned)
                connection.Dispose();
        }
    }

    // bad: the tuple carries connection and flag together, the flag is wrong
    public int TupleWrong(MySqlConnection? given)
    {
        var ({|NEEDS101:connection|}, owned) = given is null ? (db.OpenConnection(), false) : (given, true);
        try
        {
            return connection.Execute("CALL tick()");
        }
        finally
        {
            if (owned)
                connection.Dispose();
        }
    }

    // good: a second variable holds what is to be closed
    public int ToClose(MySqlConnection? given)
    {
        MySqlConnection? toClose = null;
        var connection = given;
        if (connection is null)
            connection = toClose = db.OpenConnection();
        try
        {
            return connection.Execute("CALL tick()");
        }
        finally
        {
            toClose?.Dispose();
        }
    }

    // bad: a second variable should hold what is to be closed
    public int ToCloseForgotten(MySqlConnection? given)
    {
        MySqlConnection? toClose = null;
        var connection = given;
        if (connection is null)
            {|NEEDS101:connection|} = db.OpenConnection();
        try
        {
            return connection.Execute("CALL tick()");
        }
        finally
        {
            toClose?.Dispose();
        }
    }

    // good: the second variable is assigned within the operator
    public int ToCloseInOperator(MySqlConnection? given)
    {
        MySqlConnection? toClose = null;
        try
        {
            var connection = given ?? (toClose = db.OpenConnection());
            return connection.Execute("CALL tick()");
        }
        finally
        {
            toClose?.Dispose();
        }
    }

    // good: a using over the connection or null
    public int UsingOrNull(MySqlConnection? given)
    {
        var owned = given is null;
        var connection = given ?? db.OpenConnection();
        using var closing = owned ? connection : null;
        return connection.Execute("CALL tick()");
    }

    // bad: a using over null or the connection
    public int UsingOrNullWrong(MySqlConnection? given)
    {
        var owned = given is null;
        var {|NEEDS101:connection|} = given ?? db.OpenConnection();
        using var closing = owned ? null : connection;
        return connection.Execute("CALL tick()");
    }

    // good: the same comparison of an enum twice
    public int Compared(Mode mode, MySqlConnection shared)
    {
        var connection = shared;
        if (mode == Mode.Own)
            connection = db.OpenConnection();
        try
        {
            return connection.Execute("CALL tick()");
        }
        finally
        {
            if (mode == Mode.Own)
                connection.Dispose();
        }
    }

    // bad: another value of the enum the second time
    public int ComparedOther(Mode mode, MySqlConnection shared)
    {
        var connection = shared;
        if (mode == Mode.Own)
            {|NEEDS101:connection|} = db.OpenConnection();
        try
        {
            return connection.Execute("CALL tick()");
        }
        finally
        {
            if (mode == Mode.Shared)
                connection.Dispose();
        }
    }

    // good: the negation is kept in a variable
    public int Negated(bool shared, MySqlConnection given)
    {
        var mustClose = !shared;
        var connection = shared ? given : db.OpenConnection();
        try
        {
            return connection.Execute("CALL tick()");
        }
        finally
        {
            if (mustClose)
                connection.Dispose();
        }
    }

    // good: a null test of the parameter, asked with another style the second time
    public int Styles(MySqlConnection? given)
    {
        var connection = given == null ? db.OpenConnection() : given;
        try
        {
            return connection.Execute("CALL tick()");
        }
        finally
        {
            if (given is not { })
                connection.Dispose();
        }
    }

    // good: a loop variable and a flag, reset in each turn
    public int Turns(IReadOnlyList<bool> separate, MySqlConnection shared)
    {
        var rows = 0;
        foreach (var own in separate)
        {
            var connection = own ? db.OpenConnection() : shared;
            try
            {
                rows += connection.Execute("CALL tick()");
            }
            finally
            {
                if (own)
                    connection.Dispose();
            }
        }

        return rows;
    }

    // good: an answer is remembered, the close comes for every answer
    public string Answer(int id)
    {
        string? answer = null;
        var connection = db.OpenConnection();
        try
        {
            if (id < 0)
                answer = "negative";
            else if (connection.ExecuteScalar<int>("SELECT COUNT(*) FROM users WHERE id = @id", new { id }) == 0)
                answer = "unknown";
        }
        finally
        {
            connection.Dispose();
        }

        return answer ?? "known";
    }

    // bad: an error is remembered, and closes
    public string Error(int id)
    {
        string? error = null;
        var {|NEEDS101:connection|} = db.OpenConnection();
        if (id < 0)
            error = "negative";
        if (error is not null)
        {
            connection.Dispose();
            return error;
        }

        return connection.Database;
    }

    // good: opened under a condition, asked for null at its only use and its end
    public int Lazily(IReadOnlyList<int> ids, bool verbose)
    {
        MySqlConnection? audit = verbose ? db.OpenConnection() : null;
        var sum = 0;
        try
        {
            foreach (var id in ids)
            {
                sum += id;
                if (audit is not null)
                    audit.Execute("INSERT INTO audit(id) VALUES (@id)", new { id });
            }
        }
        finally
        {
            if (audit is not null)
                audit.Dispose();
        }

        return sum;
    }

    // good: two flags are false together
    public int Both(MySqlConnection? given, MySqlTransaction? ambient)
    {
        var ownConnection = given is null;
        var connection = given ?? db.OpenConnection();
        MySqlTransaction? transaction = ambient;
        var ownTransaction = false;
        try
        {
            if (transaction is null)
            {
                transaction = connection.BeginTransaction();
                ownTransaction = true;
            }

            var rows = connection.Execute("CALL tick()", transaction: transaction);
            if (ownTransaction)
                transaction.Commit();
            return rows;
        }
        catch
        {
            if (ownTransaction)
                transaction?.Rollback();
            throw;
        }
        finally
        {
            if (ownConnection)
                connection.Dispose();
        }
    }

    // bad: the transaction of the caller's connection is committed under the other flag
    public static int Crossed(MySqlConnection connection, MySqlTransaction? ambient, bool readOnly)
    {
        var transaction = ambient;
        var own = false;
        if (transaction is null)
        {
            {|NEEDS101:transaction|} = connection.BeginTransaction();
            own = true;
        }

        try
        {
            var rows = connection.Execute("CALL tick()", transaction: transaction);
            if (own && !readOnly)
                transaction.Commit();
            return rows;
        }
        catch
        {
            if (own)
                transaction.Rollback();
            throw;
        }
    }

    // good: the transaction of the caller's connection ends whenever it was begun here
    public static int Uncrossed(MySqlConnection connection, MySqlTransaction? ambient)
    {
        var own = ambient is null;
        var transaction = ambient ?? connection.BeginTransaction();
        try
        {
            var rows = connection.Execute("CALL tick()", transaction: transaction);
            if (own)
                transaction.Commit();
            return rows;
        }
        catch
        {
            if (own)
                transaction.Rollback();
            throw;
        }
    }
}
