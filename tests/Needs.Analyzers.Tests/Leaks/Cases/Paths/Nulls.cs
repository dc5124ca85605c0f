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

namespace Cases.Paths.Nulls;

/// <summary>Null tests of every style, patterns, and the operators that hide a branch.</summary>
public sealed class Nulls(MySqlDataSource db)
{
    // good: is not null
    public int IsNotNull(bool use)
    {
        MySqlConnection? connection = null;
        try
        {
            if (use)
                connection = db.OpenConnection();
            return connection?.Execute("CALL tick()") ?? 0;
        }
        finally
        {
            if (connection is not null)
                connection.Dispose();
        }
    }

    // bad: is null, where is not null was meant
    public int IsNull(bool use)
    {
        MySqlConnection? connection = null;
        try
        {
            if (use)
                {|NEEDS101:connection|} = db.OpenConnection();
            return connection?.Execute("CALL tick()") ?? 0;
        }
        finally
        {
            if (connection is null)
                connection?.Dispose();
        }
    }

    // good: == null with an early return
    public static int EqualsNull(MySqlDataSource? source)
    {
        var connection = source?.OpenConnection();
        if (connection == null)
            return 0;
        using (connection)
            return connection.Execute("CALL tick()");
    }

    // bad: != null with an early return, the wrong way round
    public static int NotEqualsNull(MySqlDataSource? source)
    {
        var {|NEEDS101:connection|} = source?.OpenConnection();
        if (connection != null)
            return connection.Execute("CALL tick()");
        connection?.Dispose();
        return 0;
    }

    // good: null on the left side, as some write it
    public int NullLeft(bool use)
    {
        MySqlConnection? connection = use ? db.OpenConnection() : null;
        if (null == connection)
            return 0;
        connection.Close();
        return 1;
    }

    // good: an empty property pattern binds it
    public static int Pattern(MySqlDataSource? source)
    {
        if (source?.OpenConnection() is { } connection)
        {
            using (connection)
                return connection.Execute("CALL tick()");
        }

        return 0;
    }

    // bad: an empty property pattern binds it, nobody closes it
    public static int PatternOpen(MySqlDataSource? source)
    {
        if (source?.OpenConnection() is { } {|NEEDS101:connection|})
            return connection.Execute("CALL tick()");
        return 0;
    }

    // good: the negated pattern leaves early
    public static int NegatedPattern(MySqlDataSource? source)
    {
        if (source?.OpenConnection() is not { } connection)
            return 0;
        using (connection)
            return connection.Execute("CALL tick()");
    }

    // bad: the negated pattern leaves early, the rest does not close
    public static int NegatedPatternOpen(MySqlDataSource? source)
    {
        if (source?.OpenConnection() is not { } {|NEEDS101:connection|})
            return 0;
        return connection.Execute("CALL tick()");
    }

    // good: a type pattern for the driver's own members, the using around it
    public static string Driver(DbDataSource source)
    {
        using var connection = source.OpenConnection();
        return connection is MySqlConnection mysql ? mysql.ServerThread.ToString() : connection.ServerVersion;
    }

    // bad: a type pattern closes the connection of one driver only
    public static string DriverHalf(DbDataSource source)
    {
        var {|NEEDS101:connection|} = source.OpenConnection();
        var version = connection.ServerVersion;
        if (connection is MySqlConnection mysql)
            mysql.Close();
        return version;
    }

    // bad: an empty reader does not match, and has no name any more
    public static string? Motd(MySqlCommand command)
    {
        if ({|NEEDS101:command.ExecuteReader()|} is { HasRows: true } reader)
        {
            using (reader)
                return reader.Read() ? reader.GetString(0) : null;
        }

        return null;
    }

    // good: named before it is tested
    public static string? MotdNamed(MySqlCommand command)
    {
        using var reader = command.ExecuteReader();
        if (reader is { HasRows: true, FieldCount: 1 })
            return reader.Read() ? reader.GetString(0) : null;
        return null;
    }

    // good: a property pattern on the open connection within its using
    public string StateOf()
    {
        using var connection = db.OpenConnection();
        return connection switch
        {
            { State: ConnectionState.Open } => "open",
            { State: ConnectionState.Broken } => "broken",
            _ => "other",
        };
    }

    // good: ?. closes what there is
    public void Conditional(bool use)
    {
        MySqlConnection? connection = null;
        if (use)
            connection = db.OpenConnection();
        connection?.Close();
    }

    // bad: ?. asks what there is
    public ConnectionState? ConditionalState(bool use)
    {
        MySqlConnection? connection = null;
        if (use)
            {|NEEDS101:connection|} = db.OpenConnection();
        return connection?.State;
    }

    // bad: ?? opens where none was given
    public int Coalesce(MySqlConnection? given)
    {
        var {|NEEDS101:connection|} = given ?? db.OpenConnection();
        return connection.Execute("CALL tick()");
    }

    // good: ?? opens where none was given, the finally closes where none was given
    public int CoalesceClosed(MySqlConnection? given)
    {
        var connection = given ?? db.OpenConnection();
        try
        {
            return connection.Execute("CALL tick()");
        }
        finally
        {
            if (given is null)
                connection.Dispose();
        }
    }

    // bad: ?? opens where none was given, the finally closes what was given
    public int CoalesceWrong(MySqlConnection? given)
    {
        var {|NEEDS101:connection|} = given ?? db.OpenConnection();
        try
        {
            return connection.Execute("CALL tick()");
        }
        finally
        {
            given?.Dispose();
        }
    }

    // good: ReferenceEquals compares with what was given
    public int Reference(MySqlConnection? given)
    {
        var connection = given ?? db.OpenConnection();
        try
        {
            return connection.Execute("CALL tick()");
        }
        finally
        {
            if (!ReferenceEquals(connection, given))
                connection.Dispose();
        }
    }

    // good: != compares with what was given
    public int Compared(MySqlConnection? given)
    {
        var connection = given ?? db.OpenConnection();
        try
        {
            return connection.Execute("CALL tick()");
        }
        finally
        {
            if (connection != given)
                connection.Dispose();
        }
    }

    // bad: ??= on the parameter
    public int CoalesceAssign(MySqlConnection? connection)
    {
        {|NEEDS101:connection|} ??= db.OpenConnection();
        return connection.Execute("CALL tick()");
    }

    // good: what ??= opened lives in a variable of its own
    public int CoalesceAssignOwn(MySqlConnection? given)
    {
        using var own = given is null ? db.OpenConnection() : null;
        given ??= own!;
        return given.Execute("CALL tick()");
    }

    // good: the throw operator stands before the opening
    public int Throwing(MySqlDataSource? source)
    {
        using var connection = (source ?? throw new ArgumentNullException(nameof(source))).OpenConnection();
        return connection.Execute("CALL tick()");
    }

    // bad: the throw operator stands behind the opening
    public string ThrowingLate(string? sql)
    {
        var {|NEEDS102:connection|} = db.OpenConnection();
        var text = sql ?? throw new ArgumentNullException(nameof(sql));
        using (connection)
            return connection.ExecuteScalar<string>(text)!;
    }

    // good: var pattern, always matches
    public static int VarPattern(NpgsqlDataSource source)
    {
        if (source.OpenConnection() is var connection && connection.State == ConnectionState.Open)
        {
            using (connection)
                return connection.Execute("SELECT tick()");
        }

        connection.Dispose();
        return 0;
    }

    // bad: var pattern, the branch that is taken forgets
    public static int VarPatternOpen(NpgsqlDataSource source, int limit)
    {
        if (source.OpenConnection() is var {|NEEDS101:connection|} && connection.ProcessID > limit)
            return connection.Execute("SELECT tick()");

        connection.Dispose();
        return 0;
    }

    // bad: var pattern with a question about the state, nobody closes
    public static int VarPatternState(NpgsqlDataSource source)
    {
        if (source.OpenConnection() is var {|NEEDS101:connection|} && connection.State == ConnectionState.Open)
            return connection.Execute("SELECT tick()");
        return 0;
    }

    // good: the null-forgiving operator changes nothing
    public static int Forgiven(DbProviderFactory provider)
    {
        var connection = provider.CreateConnection();
        try
        {
            connection!.Open();
            return connection!.Execute("SELECT 1");
        }
        finally
        {
            connection!.Dispose();
        }
    }

    // bad: the null-forgiving operator closes nothing
    public static int ForgivenOpen(DbProviderFactory provider)
    {
        var {|NEEDS101:connection|} = provider.CreateConnection();
        connection!.Open();
        return connection!.Execute("SELECT 1");
    }

    // good: a factory may give null, an opened one is closed
    public static bool FactoryMayFail(DbProviderFactory provider, string cs)
    {
        var connection = provider.CreateConnection();
        if (connection is null)
            return false;

        connection.ConnectionString = cs;
        connection.Open();
        var open = connection.State is ConnectionState.Open;
        connection.Close();
        return open;
    }

    // bad: switch on the type, one arm without a close
    public static string Switch(DbDataSource source)
    {
        var {|NEEDS101:connection|} = source.OpenConnection();
        switch (connection)
        {
            case MySqlConnection mysql:
                mysql.Dispose();
                return "mysql";
            case SqliteConnection:
                return "sqlite";
            default:
                connection.Dispose();
                return "other";
        }
    }

    // good: switch on the type, each arm closes
    public static string SwitchAll(DbDataSource source)
    {
        var connection = source.OpenConnection();
        switch (connection)
        {
            case MySqlConnection mysql:
                mysql.Dispose();
                return "mysql";
            case SqliteConnection sqlite:
                sqlite.Close();
                return "sqlite";
            default:
                connection.Dispose();
                return "other";
        }
    }
}
