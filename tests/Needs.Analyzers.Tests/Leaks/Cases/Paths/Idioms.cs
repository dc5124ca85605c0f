#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Npgsql;

namespace Cases.Paths.Idioms;

/// <summary>Turns of code that many people write, correct ones that look wrong among them.</summary>
public sealed class Idioms(MySqlDataSource db, NpgsqlDataSource ledger, bool separate)
{
    private readonly bool _separate = separate;

    public abstract record Job(int Id);

    public sealed record MailJob(int Id) : Job(Id);

    // good: opened in the first turn, closed if there was a first turn
    public int FirstTurn(IEnumerable<int> ids)
    {
        var first = true;
        var rows = 0;
        MySqlConnection? connection = null;
        try
        {
            foreach (var id in ids)
            {
                if (first)
                {
                    connection = db.OpenConnection();
                    first = false;
                }

                rows += connection!.Execute("DELETE FROM carts WHERE id = @id", new { id });
            }
        }
        finally
        {
            if (!first)
                connection!.Dispose();
        }

        return rows;
    }

    // bad: opened in the first turn, closed if there was none
    public int FirstTurnWrong(IEnumerable<int> ids)
    {
        var first = true;
        var rows = 0;
        MySqlConnection? connection = null;
        try
        {
            foreach (var id in ids)
            {
                if (first)
                {
                    {|NEEDS101:connection|} = db.OpenConnection();
                    first = false;
                }

                rows += connection!.Execute("DELETE FROM carts WHERE id = @id", new { id });
            }
        }
        finally
        {
            if (first)
                connection?.Dispose();
        }

        return rows;
    }

    // good: tried until it is there, given up after three times
    public int UntilThere()
    {
        MySqlConnection? connection = null;
        var attempts = 0;
        while (connection == null && attempts < 3)
        {
            try
            {
                connection = db.OpenConnection();
            }
            catch (MySqlException)
            {
                attempts++;
                Thread.Sleep(1000);
            }
        }

        if (connection == null)
            throw new TimeoutException();

        using (connection)
            return connection.Execute("CALL tick()");
    }

    // bad: tried until it is there, and left there
    public int UntilThereOpen()
    {
        MySqlConnection? connection = null;
        var attempts = 0;
        while (connection == null && attempts < 3)
        {
            try
            {
                {|NEEDS101:connection|} = db.OpenConnection();
            }
            catch (MySqlException)
            {
                attempts++;
                Thread.Sleep(1000);
            }
        }

        return connection == null ? 0 : connection.Execute("CALL tick()");
    }

    // good: break leaves the endless tries
    public int BreakOut()
    {
        MySqlConnection connection;
        while (true)
        {
            try
            {
                connection = db.OpenConnection();
                break;
            }
            catch (MySqlException e) when (e.IsTransient)
            {
                Thread.Sleep(1000);
            }
        }

        using (connection)
            return connection.Execute("CALL tick()");
    }

    // good: a readonly field is the flag
    public int FieldFlag(MySqlConnection shared)
    {
        var connection = _separate ? db.OpenConnection() : shared;
        try
        {
            return connection.Execute("CALL tick()");
        }
        finally
        {
            if (_separate)
                connection.Dispose();
        }
    }

    // bad: a readonly field is the flag, negated
    public int FieldFlagWrong(MySqlConnection shared)
    {
        var {|NEEDS101:connection|} = _separate ? db.OpenConnection() : shared;
        try
        {
            return connection.Execute("CALL tick()");
        }
        finally
        {
            if (!_separate)
                connection.Dispose();
        }
    }

    // good: a nullable number has a value both times
    public int HasValue(int? tenant)
    {
        MySqlConnection? connection = null;
        var result = 0;
        if (tenant.HasValue)
            connection = db.OpenConnection();
        result += tenant ?? 0;
        if (tenant.HasValue)
            connection!.Close();
        return result;
    }

    // good: a type test gives the same answer both times
    public int TypeTest(Job job, MySqlConnection shared)
    {
        var connection = job is MailJob ? db.OpenConnection() : shared;
        try
        {
            return connection.Execute("CALL work(@Id)", job);
        }
        finally
        {
            if (job is MailJob)
                connection.Dispose();
        }
    }

    // good: the result tells whether the connection went out
    public MySqlConnection? Result(string zone)
    {
        MySqlConnection? result = null;
        var connection = db.OpenConnection();
        try
        {
            connection.Execute("SET time_zone = @zone", new { zone });
            result = connection;
        }
        finally
        {
            if (result == null)
                connection.Dispose();
        }

        return result;
    }

    // bad: the result tells whether the connection went out, but it did not
    public int ResultLost(string zone)
    {
        object? result = null;
        var {|NEEDS101:connection|} = db.OpenConnection();
        try
        {
            result = connection.ExecuteScalar("SELECT @zone", new { zone });
        }
        finally
        {
            if (result == null)
                connection.Dispose();
        }

        return Convert.ToInt32(result);
    }

    // bad: the finally throws before it closes
    public void FinallyThrows(int expected)
    {
        var rows = 0;
        var {|NEEDS102:connection|} = db.OpenConnection();
        try
        {
            rows = connection.Execute("CALL tick()");
        }
        finally
        {
            if (rows > expected)
                throw new InvalidOperationException($"{rows} rows");
            connection.Dispose();
        }
    }

    // good: the finally closes before it throws
    public void FinallyThrowsLater(int expected)
    {
        var rows = 0;
        var connection = db.OpenConnection();
        try
        {
            rows = connection.Execute("CALL tick()");
        }
        finally
        {
            connection.Dispose();
            if (rows > expected)
                throw new InvalidOperationException($"{rows} rows");
        }
    }

    // good: a local function returns both, the connection ends both
    public int BothReturned()
    {
        var (connection, transaction) = Begin();
        using (connection)
        {
            var rows = connection.Execute("CALL tick()", transaction: transaction);
            transaction.Commit();
            return rows;
        }

        (MySqlConnection, MySqlTransaction) Begin()
        {
            var opened = db.OpenConnection();
            try
            {
                return (opened, opened.BeginTransaction());
            }
            catch
            {
                opened.Dispose();
                throw;
            }
        }
    }

    // bad: a local function returns both, the transaction's end is not the connection's
    public int BothReturnedHalf()
    {
        var ({|NEEDS101:connection|}, transaction) = Begin();
        using (transaction)
        {
            var rows = connection.Execute("CALL tick()", transaction: transaction);
            transaction.Commit();
            return rows;
        }

        (MySqlConnection, MySqlTransaction) Begin()
        {
            var opened = db.OpenConnection();
            try
            {
                return (opened, opened.BeginTransaction());
            }
            catch
            {
                opened.Dispose();
                throw;
            }
        }
    }

    // bad: a method returns two, one of them is closed
    public static int TwoReturnedHalf(string a, string b)
    {
        var ({|NEEDS101:left|}, right) = Two(a, b);
        using (right)
            return left.Execute("CALL tick()") + right.Execute("CALL tick()");
    }

    // good: a method returns two, both are closed
    public static int TwoReturned(string a, string b)
    {
        var (left, right) = Two(a, b);
        using (left)
        using (right)
            return left.Execute("CALL tick()") + right.Execute("CALL tick()");
    }

    private static (MySqlConnection Left, MySqlConnection Right) Two(string a, string b)
    {
        var left = new MySqlConnection(a);
        left.Open();
        try
        {
            var right = new MySqlConnection(b);
            right.Open();
            return (left, right);
        }
        catch
        {
            left.Dispose();
            throw;
        }
    }

    // good: the loop over an iterator that opens closes
    public static int EachShardUsing(IEnumerable<string> shards)
    {
        var rows = 0;
        foreach (var connection in Opened(shards))
        {
            using (connection)
                rows += connection.Execute("CALL tick()");
        }

        return rows;
    }

    private static IEnumerable<MySqlConnection> Opened(IEnumerable<string> shards)
    {
        foreach (var shard in shards)
        {
            var connection = new MySqlConnection(shard);
            connection.Open();
            yield return connection;
        }
    }

    // good: CloseConnection in a variable
    public static DbDataReader Behavior(string cs, string sql)
    {
        const CommandBehavior Behavior = CommandBehavior.SingleResult | CommandBehavior.CloseConnection;
        var connection = new MySqlConnection(cs);
        try
        {
            connection.Open();
            return new MySqlCommand(sql, connection).ExecuteReader(Behavior);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // good: CloseConnection only for a connection of its own
    public DbDataReader BehaviorChosen(MySqlConnection? given, string sql)
    {
        var own = given is null;
        var connection = given ?? db.OpenConnection();
        try
        {
            return new MySqlCommand(sql, connection).ExecuteReader(own ? CommandBehavior.CloseConnection : CommandBehavior.Default);
        }
        catch
        {
            if (own)
                connection.Dispose();
            throw;
        }
    }

    // good: opens the caller's connection for the reader's time
    public static List<string> WasClosed(DbConnection connection, DbCommand command)
    {
        var names = new List<string>();
        var wasClosed = connection.State == ConnectionState.Closed;
        DbDataReader? reader = null;
        try
        {
            if (wasClosed)
                connection.Open();
            reader = command.ExecuteReader(wasClosed ? CommandBehavior.CloseConnection : CommandBehavior.Default);
            wasClosed = false;
            while (reader.Read())
                names.Add(reader.GetString(0));
        }
        finally
        {
            reader?.Dispose();
            if (wasClosed)
                connection.Close();
        }

        return names;
    }

    // bad: started, then awaited, then forgotten
    public static async Task<string> StartedAsync(string cs, CancellationToken ct)
    {
        var {|NEEDS101:connection|} = new MySqlConnection(cs);
        var opening = connection.OpenAsync(ct);
        var text = cs.Trim();
        await opening;
        return text + connection.ServerVersion;
    }

    // good: started, then awaited, in a using
    public static async Task<string> StartedUsingAsync(string cs, CancellationToken ct)
    {
        await using var connection = new MySqlConnection(cs);
        var opening = connection.OpenAsync(ct);
        var text = cs.Trim();
        await opening;
        return text + connection.ServerVersion;
    }

    // bad: both opened at once, one of them in a using
    public static async Task<bool> AtOnceAsync(string a, string b)
    {
        await using var left = new MySqlConnection(a);
        var {|NEEDS101:right|} = new NpgsqlConnection(b);
        await Task.WhenAll(left.OpenAsync(), right.OpenAsync());
        return left.Database == right.Database;
    }

    // good: both opened at once, both in usings
    public static async Task<bool> AtOnceUsingAsync(string a, string b)
    {
        await using var left = new MySqlConnection(a);
        await using var right = new NpgsqlConnection(b);
        await Task.WhenAll(left.OpenAsync(), right.OpenAsync());
        return left.Database == right.Database;
    }

    // bad: opened on another thread, because this one may not wait
    public int Elsewhere()
    {
        var {|NEEDS101:connection|} = Task.Run(async () => await db.OpenConnectionAsync()).GetAwaiter().GetResult();
        return connection.Execute("CALL tick()");
    }

    // good: opened on another thread, in a using
    public int ElsewhereUsing()
    {
        using var connection = Task.Run(async () => await db.OpenConnectionAsync()).GetAwaiter().GetResult();
        return connection.Execute("CALL tick()");
    }

    // good: recursion, each level with its own
    public int Walk(int node)
    {
        if (node == 0)
            return 0;
        using var connection = db.OpenConnection();
        return 1 + Walk(connection.ExecuteScalar<int>("SELECT parent FROM nodes WHERE id = @node", new { node }));
    }

    // bad: recursion, each level leaves its own
    public int WalkOpen(int node)
    {
        if (node == 0)
            return 0;
        var {|NEEDS101:connection|} = db.OpenConnection();
        return 1 + WalkOpen(connection.ExecuteScalar<int>("SELECT parent FROM nodes WHERE id = @node", new { node }));
    }

    // bad: the using closes what it was given, not what the variable got later
    public int UsingMoved()
    {
        var connection = db.OpenConnection();
        using (connection)
        {
            {|NEEDS101:connection|} = db.OpenConnection();
            return connection.Execute("CALL tick()");
        }
    }

    // good: the using closes what it was given, and the variable's later one is closed too
    public int UsingMovedClosed()
    {
        var connection = db.OpenConnection();
        using (connection)
        {
            connection = db.OpenConnection();
            using (connection)
                return connection.Execute("CALL tick()");
        }
    }

    // good: a reader from a local function, null at the end
    public static int Each(IEnumerator<MySqlCommand> commands)
    {
        var sum = 0;
        while (Next() is { } reader)
        {
            using (reader)
                sum += reader.FieldCount;
        }

        return sum;

        MySqlDataReader? Next() => commands.MoveNext() ? commands.Current.ExecuteReader() : null;
    }

    // bad: a reader from a local function, null at the end, none closed
    public static int EachOpen(IEnumerator<MySqlCommand> commands)
    {
        var sum = 0;
        while (Next() is { } {|NEEDS101:reader|})
            sum += reader.FieldCount;
        return sum;

        MySqlDataReader? Next() => commands.MoveNext() ? commands.Current.ExecuteReader() : null;
    }

    // good: six flags that have nothing to do with each other
    public string Flags(bool a, bool b, bool c, bool d, bool e, MySqlConnection? given)
    {
        var text = "";
        var own = given is null;
        if (a)
            text += "a";
        var connection = given ?? db.OpenConnection();
        try
        {
            if (b)
                text += connection.Database;
            if (c && !d)
                text += connection.ExecuteScalar<string>("SELECT 'c'");
            if (d || e)
                return text + connection.ServerThread;
            if (e && a)
                throw new InvalidOperationException(text);
            return b ? text : "none";
        }
        finally
        {
            if (own)
                connection.Dispose();
        }
    }

    // bad: six flags, and the seventh asks for the wrong one
    public string FlagsWrong(bool a, bool b, bool c, bool d, bool e, MySqlConnection? given)
    {
        var text = "";
        var own = given is null;
        if (a)
            text += "a";
        var {|NEEDS101:connection|} = given ?? db.OpenConnection();
        try
        {
            if (b)
                text += connection.Database;
            if (c && !d)
                text += connection.ExecuteScalar<string>("SELECT 'c'");
            if (d || e)
                return text + connection.ServerThread;
            if (e && a)
                throw new InvalidOperationException(text);
            return b ? text : "none";
        }
        finally
        {
            if (own && a)
                connection.Dispose();
        }
    }

    // bad: twelve cases, the eleventh forgets
    public string Cases(int kind)
    {
        var {|NEEDS101:connection|} = ledger.OpenConnection();
        string text;
        switch (kind)
        {
            case 0: text = "zero"; break;
            case 1: text = "one"; break;
            case 2: text = connection.Database; break;
            case 3: connection.Dispose(); return "three";
            case 4: text = "four"; break;
            case 5: text = connection.Host!; break;
            case 6: connection.Close(); return "six";
            case 7: text = "seven"; break;
            case 8: text = "eight"; break;
            case 9: text = "nine"; break;
            case 10: return "ten";
            default: text = "many"; break;
        }

        connection.Dispose();
        return text;
    }

    // good: twelve cases, every one closes
    public string CasesAll(int kind)
    {
        var connection = ledger.OpenConnection();
        string text;
        switch (kind)
        {
            case 0: text = "zero"; break;
            case 1: text = "one"; break;
            case 2: text = connection.Database; break;
            case 3: connection.Dispose(); return "three";
            case 4: text = "four"; break;
            case 5: text = connection.Host!; break;
            case 6: connection.Close(); return "six";
            case 7: text = "seven"; break;
            case 8: text = "eight"; break;
            case 9: text = "nine"; break;
            case 10: connection.Close(); return "ten";
            default: text = "many"; break;
        }

        connection.Dispose();
        return text;
    }

    // bad: a chain of guards, one of them behind the opening
    public async Task<string> GuardsAsync(string? name, int age, CancellationToken ct)
    {
        if (name is null)
            return "no name";
        if (age < 0)
            return "not born";
        var {|NEEDS101:connection|} = await ledger.OpenConnectionAsync(ct);
        if (name.Length > connection.Database.Length)
            return "too long";
        await using (connection)
            return await connection.ExecuteScalarAsync<string>("SELECT greet(@name, @age)", new { name, age }) ?? "";
    }

    // good: a chain of guards, all of them before the opening
    public async Task<string> GuardsFirstAsync(string? name, int age, CancellationToken ct)
    {
        if (name is null)
            return "no name";
        if (age < 0)
            return "not born";
        if (name.Length > 100)
            return "too long";
        var connection = await ledger.OpenConnectionAsync(ct);
        await using (connection)
            return await connection.ExecuteScalarAsync<string>("SELECT greet(@name, @age)", new { name, age }) ?? "";
    }
}
