#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Linq;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Data.Sqlite;
using MySqlConnector;
using Npgsql;
using Connection = MySqlConnector.MySqlConnection;

namespace Cases.Ownership.Syntax;

// helper
public interface IOpens<TSelf>
    where TSelf : IOpens<TSelf>
{
    static abstract MySqlConnection Open(string connectionString);

    // good: a default implementation for the caller
    MySqlConnection OpenDefault() => TSelf.Open("Server=localhost");
}

// helper
public sealed class Opens : IOpens<Opens>
{
    // good: for the caller
    public static MySqlConnection Open(string connectionString)
    {
        var connection = new Connection(connectionString);
        connection.Open();
        return connection;
    }
}

// helper
public sealed record Pair(MySqlConnection Left, MySqlConnection Right) : IDisposable
{
    public void Dispose()
    {
        Left.Dispose();
        Right.Dispose();
    }
}

/// <summary>Ownership under newer and rarer syntax.</summary>
public static class Syntax
{
    // helper
    private static MySqlConnection Open(string connectionString)
    {
        Connection connection = new(connectionString);
        connection.Open();
        return connection;
    }

    // helper
    private static async Task<MySqlConnection> OpenAsync(string connectionString)
    {
        Connection connection = new(connectionString);
        await connection.OpenAsync();
        return connection;
    }

    // bad: a type's alias hides nothing
    public static int Alias(string connectionString)
    {
        Connection {|NEEDS101:connection|} = new(connectionString);
        connection.Open();
        return connection.Execute("DELETE FROM rows");
    }

    // bad: opened by a type parameter's static method
    public static int StaticAbstract<T>(string connectionString)
        where T : IOpens<T>
    {
        var {|NEEDS101:connection|} = T.Open(connectionString);
        return connection.Execute("DELETE FROM rows");
    }

    // good: opened by a type parameter's static method, under using
    public static int StaticAbstractUsing<T>(string connectionString)
        where T : IOpens<T>
    {
        using var connection = T.Open(connectionString);
        return connection.Execute("DELETE FROM rows");
    }

    // good: a tuple of two in a positional pattern, both disposed
    public static int Positional(string left, string right)
    {
        using var pair = Make(left, right);
        return pair is var (a, b) ? a.Execute("DELETE FROM rows") + b.Execute("DELETE FROM rows") : 0;
    }

    // helper
    private static Pair Make(string left, string right)
    {
        var first = Open(left);
        try
        {
            return new Pair(first, Open(right));
        }
        catch
        {
            first.Dispose();
            throw;
        }
    }

    // good: deconstructed, and each disposed
    public static int Deconstructed(string left, string right)
    {
        var (a, b) = Make(left, right);
        using (a)
        using (b)
            return a.Execute("DELETE FROM rows") + b.Execute("DELETE FROM rows");
    }

    // good: all opened at once, all disposed
    public static async Task<int> WhenAll(IEnumerable<string> connectionStrings)
    {
        var connections = await Task.WhenAll(connectionStrings.Select(OpenAsync));
        try
        {
            return connections.Sum(c => c.Execute("DELETE FROM rows"));
        }
        finally
        {
            foreach (var connection in connections)
                await connection.DisposeAsync();
        }
    }

    // good: all opened by a query, all disposed
    public static int Query(string[] connectionStrings)
    {
        var connections = (from text in connectionStrings let connection = Open(text) select connection).ToList();
        try
        {
            return connections.Sum(c => c.Execute("DELETE FROM rows"));
        }
        finally
        {
            connections.ForEach(c => c.Dispose());
        }
    }

    // good: a spread and a new one, all disposed by the caller
    public static MySqlConnection[] Spread(List<MySqlConnection> others, string connectionString) => [.. others, Open(connectionString)];

    // bad: a spread and a new one, dropped
    public static int SpreadLost(List<MySqlConnection> others, string connectionString)
    {
        MySqlConnection[] all = [.. others, {|NEEDS101:Open(connectionString)|}];
        return all.Length;
    }

    // good: a dictionary's initialiser, all disposed
    public static void DictionaryInitializer(string connectionString)
    {
        var all = new Dictionary<string, MySqlConnection> { ["one"] = Open(connectionString) };
        foreach (var (_, connection) in all)
            connection.Dispose();
    }

    // good: a list's initialiser, all disposed
    public static void ListInitializer(string connectionString)
    {
        var all = new List<MySqlConnection> { Open(connectionString) };
        all.ForEach(c => c.Close());
    }

    // bad: a list's initialiser, dropped
    public static int ListInitializerLost(string connectionString)
    {
        var all = new List<MySqlConnection> { {|NEEDS101:Open(connectionString)|} };
        return all.Count;
    }

    // good: a switch over a tuple
    public static int TupleSwitch(string connectionString, bool one, bool two)
    {
        var connection = Open(connectionString);
        try
        {
            return (one, two) switch
            {
                (true, true) => connection.Execute("DELETE FROM rows"),
                (true, false) => 1,
                _ when connection.State is ConnectionState.Open => 2,
                _ => throw new InvalidOperationException(),
            };
        }
        finally
        {
            connection.Dispose();
        }
    }

    // bad: a switch over a tuple, one of whose arms throws
    public static int TupleSwitchThrows(string connectionString, bool one, bool two)
    {
        var {|NEEDS102:connection|} = Open(connectionString);
        var rows = (one, two) switch
        {
            (true, true) => 1,
            (true, false) => 2,
            _ => throw new InvalidOperationException(),
        };
        connection.Dispose();
        return rows;
    }

    // good: a nested property's pattern on a borrowed command
    public static string? Nested(DbCommand command) =>
        command is { Connection: { State: ConnectionState.Open } connection } ? connection.Database : null;

    // good: a throw expression before anything is open
    public static MySqlConnection Thrown(string? connectionString) =>
        Open(connectionString ?? throw new ArgumentNullException(nameof(connectionString)));

    // good: a ref local to a field of the caller's array
    public static void RefLocal(MySqlConnection?[] slots, string connectionString)
    {
        ref var slot = ref slots[0];
        slot?.Dispose();
        slot = Open(connectionString);
    }

    // good: a recursive method that disposes at its end
    public static void Recursive(MySqlConnection connection, int depth)
    {
        if (depth == 0)
        {
            connection.Dispose();
            return;
        }
        Recursive(connection, depth - 1);
    }

    // good: given to the recursive method
    public static void RecursiveCall(string connectionString) => Recursive(Open(connectionString), 3);

    // good: a recursive factory
    public static MySqlConnection RecursiveFactory(string[] servers, int index)
    {
        try
        {
            return Open(servers[index]);
        }
        catch (MySqlException) when (index + 1 < servers.Length)
        {
            return RecursiveFactory(servers, index + 1);
        }
    }

    // bad: a recursive factory's connection
    public static int RecursiveFactoryLost(string[] servers)
    {
        var {|NEEDS101:connection|} = RecursiveFactory(servers, 0);
        return connection.Execute("DELETE FROM rows");
    }

    // good: an expression tree runs nothing here
    public static Expression<Func<MySqlConnection>> Tree(string connectionString) => () => Open(connectionString);

    // good: named and reordered arguments
    public static void Named(string connectionString)
    {
        var connection = Open(connectionString: connectionString);
        Release(log: false, what: connection);
    }

    // helper
    private static void Release(IDisposable what, bool log)
    {
        if (log)
            Console.WriteLine(what);
        what.Dispose();
    }

    // good: an optional parameter's value that disposes
    public static void Optional(string connectionString) => ReleaseIf(Open(connectionString));

    // bad: an optional parameter's other value, that doesn't
    public static void OptionalNot(string connectionString) => ReleaseIf({|NEEDS101:Open(connectionString)|}, release: false);

    // helper
    private static void ReleaseIf(IDisposable what, bool release = true)
    {
        if (release)
            what.Dispose();
    }

    // good: an extension called as a static method, and one by a method group
    public static void MethodGroup(string connectionString)
    {
        Action<IDisposable> release = Quietly;
        var connection = Open(connectionString);
        release(connection);
    }

    // helper
    private static void Quietly(IDisposable disposable)
    {
        try
        {
            disposable.Dispose();
        }
        catch (InvalidOperationException)
        {
            Console.WriteLine("never mind");
        }
    }

    // good: a cast to a derived class
    public static void Cast(DbDataSource source)
    {
        var connection = source.OpenConnection();
        if (connection is MySqlConnection mine)
            Console.WriteLine(mine.ServerThread);
        connection.Dispose();
    }

    // bad: disposed as one class only, where it may be another
    public static void CastOnly(DbDataSource source)
    {
        var {|NEEDS101:connection|} = source.OpenConnection();
        if (connection is MySqlConnection mine)
            mine.Dispose();
    }

    // good: an assignment in a condition
    public static void Condition(Queue<string> servers)
    {
        MySqlConnection? connection;
        while ((connection = Next(servers)) != null)
            connection.Dispose();
    }

    // helper
    private static MySqlConnection? Next(Queue<string> servers) => servers.TryDequeue(out var server) ? Open(server) : null;

    // bad: an assignment in a condition, each lost to the next
    public static int ConditionLost(Queue<string> servers)
    {
        var count = 0;
        MySqlConnection? connection;
        while (({|NEEDS103:connection|} = Next(servers)) != null)
            count += connection.Execute("DELETE FROM rows");
        return count;
    }

    // good: foreach over an iterator that opens, each disposed
    public static void Iterated(IEnumerable<string> servers)
    {
        foreach (var connection in Each(servers))
        {
            using (connection)
                connection.Execute("DELETE FROM rows");
        }
    }

    // helper
    private static IEnumerable<MySqlConnection> Each(IEnumerable<string> servers)
    {
        foreach (var server in servers)
            yield return Open(server);
    }

    // good: await foreach over an asynchronous iterator that opens
    public static async Task IteratedAsync(IEnumerable<string> servers, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var connection in EachAsync(servers).WithCancellation(cancellation))
        {
            await using (connection)
                await connection.ExecuteAsync("DELETE FROM rows");
        }
    }

    // helper
    private static async IAsyncEnumerable<MySqlConnection> EachAsync(IEnumerable<string> servers)
    {
        foreach (var server in servers)
            yield return await OpenAsync(server);
    }

    // good: a dynamic variable under using
    public static int Dynamic(string connectionString)
    {
        using dynamic connection = Open(connectionString);
        return connection.ServerThread;
    }

    // good: two in one using statement
    public static int TwoInOne(string left, string right)
    {
        using (MySqlConnection a = Open(left), b = Open(right))
            return a.Execute("DELETE FROM rows") + b.Execute("DELETE FROM rows");
    }

    // good: two in one using declaration
    public static int TwoInOneDeclaration(string left, string right)
    {
        using MySqlConnection a = Open(left), b = Open(right);
        return a.Execute("DELETE FROM rows") + b.Execute("DELETE FROM rows");
    }

    // bad: two in one declaration, one of them disposed
    public static int TwoInOneHalf(string left, string right)
    {
        MySqlConnection {|NEEDS101:a|} = Open(left), b = Open(right);
        using (b)
            return a.Execute("DELETE FROM rows") + b.Execute("DELETE FROM rows");
    }

    // good: parentheses, a null-forgiving operator, a checked expression
    public static void Noise(string connectionString)
    {
        var connection = (Open(connectionString!))!;
        ((IDisposable)(connection))!.Dispose();
    }

    // good: a task's continuation disposes what the task opened
    public static Task Continued(string connectionString) =>
        OpenAsync(connectionString).ContinueWith(t => t.Result.Dispose(), TaskScheduler.Default);

    // good: a lazily started task's connection is awaited and disposed
    public static async Task LazyTask(string connectionString)
    {
        var lazy = new Lazy<Task<MySqlConnection>>(() => OpenAsync(connectionString));
        await using var connection = await lazy.Value;
    }
}
