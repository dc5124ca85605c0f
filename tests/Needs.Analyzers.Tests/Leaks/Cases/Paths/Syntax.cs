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
using Link = MySqlConnector.MySqlConnection;

namespace Cases.Paths.Syntax;

/// <summary>Newer and rarer syntax around the same mistakes.</summary>
public sealed class Syntax(MySqlDataSource db)
{
    // good: a query expression, whose helper opens
    public static List<int> Query(IEnumerable<string> shards) =>
        (from shard in shards
         let count = Count(shard)
         where count > 0
         select count).ToList();

    // good: a using around a query expression that is run at once
    public List<int> QueryUsing(IEnumerable<int> ids)
    {
        using var connection = db.OpenConnection();
        return (from id in ids
                let count = connection.ExecuteScalar<int>("SELECT COUNT(*) FROM orders WHERE customer = @id", new { id })
                where count > 0
                select count).ToList();
    }

    // bad: the helper of the query expression above
    private static int Count(string shard)
    {
        var {|NEEDS101:connection|} = new SqliteConnection(shard);
        connection.Open();
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM users");
    }

    // bad: a class by its alias
    public static int Alias(string cs)
    {
        Link {|NEEDS101:link|} = new(cs);
        link.Open();
        return link.ServerThread;
    }

    // good: a class by its alias, in a using
    public static int AliasUsing(string cs)
    {
        using Link link = new(cs);
        link.Open();
        return link.ServerThread;
    }

    // bad: a list pattern decides about the close
    public int ListPattern(int[] values)
    {
        var {|NEEDS101:connection|} = db.OpenConnection();
        var thread = connection.ServerThread;
        if (values is [var first, .., > 0])
        {
            connection.Dispose();
            return first;
        }

        return thread;
    }

    // good: a list pattern decides about the answer
    public int ListPatternClosed(int[] values)
    {
        var connection = db.OpenConnection();
        var thread = connection.ServerThread;
        connection.Dispose();
        return values is [var first, .., > 0] ? first : thread;
    }

    // bad: a nested switch expression behind the opening
    public string Switches(int a, int? b)
    {
        var {|NEEDS101:connection|} = db.OpenConnection();
        return (a, b) switch
        {
            (0, null) => "none",
            (> 0, { } some) => some switch
            {
                1 => connection.Database,
                _ => connection.ServerVersion,
            },
            _ => "other",
        };
    }

    // good: a nested switch expression in a using
    public string SwitchesUsing(int a, int? b)
    {
        using var connection = db.OpenConnection();
        return (a, b) switch
        {
            (0, null) => "none",
            (> 0, { } some) => some switch
            {
                1 => connection.Database,
                _ => connection.ServerVersion,
            },
            _ => "other",
        };
    }

    // bad: pattern variables and a logical or
    public bool LogicalOr(DbDataSource source)
    {
        var {|NEEDS101:connection|} = source.OpenConnection();
        if (connection is MySqlConnection || connection is NpgsqlConnection)
        {
            connection.Dispose();
            return true;
        }

        return false;
    }

    // good: a logical or in front of the opening
    public bool LogicalOrUsing(DbDataSource source, bool skip)
    {
        if (skip || source.ConnectionString.Length == 0)
            return false;
        using var connection = source.OpenConnection();
        return connection is MySqlConnection || connection is NpgsqlConnection;
    }

    // bad: an if within an else within a loop within a switch
    public int Deep(int kind, int[] values)
    {
        switch (kind)
        {
            case > 0 when values.Length > 0:
                foreach (var value in values)
                {
                    if (value == 0)
                    {
                        continue;
                    }
                    else
                    {
                        var {|NEEDS101:connection|} = db.OpenConnection();
                        if (value > connection.ServerThread)
                            return value;
                        connection.Dispose();
                    }
                }

                return 0;
            default:
                return -1;
        }
    }

    // good: an if within an else within a loop within a switch, with a using
    public int DeepUsing(int kind, int[] values)
    {
        switch (kind)
        {
            case > 0 when values.Length > 0:
                foreach (var value in values)
                {
                    if (value == 0)
                    {
                        continue;
                    }
                    else
                    {
                        using var connection = db.OpenConnection();
                        if (value > connection.ServerThread)
                            return value;
                    }
                }

                return 0;
            default:
                return -1;
        }
    }

    // bad: named arguments out of order
    public async Task<int> NamedAsync(CancellationToken ct)
    {
        var {|NEEDS101:connection|} = await db.OpenConnectionAsync(cancellationToken: ct);
        return await connection.ExecuteAsync(param: new { a = 1 }, sql: "CALL tick(@a)");
    }

    // good: a static call of the extension method, in a using
    public async Task<int> StaticCallAsync(CancellationToken ct)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken: ct);
        return await SqlMapper.ExecuteAsync(connection, "CALL tick()");
    }

    // bad: Dapper's static call does not close what it is given
    public int StaticCallOpen()
    {
        var {|NEEDS101:connection|} = db.OpenConnection();
        return SqlMapper.Execute(connection, "CALL tick()");
    }

    // bad: closed in a branch that the preprocessor takes out
    public int Preprocessed()
    {
        var {|NEEDS101:connection|} = db.OpenConnection();
        var thread = connection.ServerThread;
#if CLOSING
        connection.Close();
#endif
        return thread;
    }

    // good: closed in the branch that the preprocessor leaves
    public int PreprocessedClosed()
    {
        var connection = db.OpenConnection();
        var thread = connection.ServerThread;
#if !CLOSING
        connection.Close();
#endif
        return thread;
    }

    // good: a constant condition
    public int Constant()
    {
        const bool Close = true;
        var connection = db.OpenConnection();
        var thread = connection.ServerThread;
        if (Close)
            connection.Close();
        return thread;
    }

    // bad: anonymous method of the old kind
    public Func<int> Anonymous() => delegate
    {
        var {|NEEDS101:connection|} = db.OpenConnection();
        return connection.ServerThread;
    };

    // good: anonymous method of the old kind with a using
    public Func<int> AnonymousUsing() => delegate
    {
        using var connection = db.OpenConnection();
        return connection.ServerThread;
    };

    // bad: an expression-bodied conversion of a tuple's part
    public (int Thread, string Version) Parts()
    {
        var {|NEEDS101:connection|} = db.OpenConnection();
        (int Thread, string Version) parts;
        (parts.Thread, parts.Version) = (connection.ServerThread, connection.ServerVersion);
        return parts;
    }

    // good: deconstructed from what a using holds
    public (int Thread, string Version) PartsUsing()
    {
        using var connection = db.OpenConnection();
        var (thread, version) = (connection.ServerThread, connection.ServerVersion);
        return (thread, version);
    }

    // bad: a span over the version's characters
    public int Span()
    {
        var {|NEEDS101:connection|} = db.OpenConnection();
        ReadOnlySpan<char> version = connection.ServerVersion;
        return version.Length;
    }

    // good: a span over the version's characters behind the close
    public int SpanClosed()
    {
        var connection = db.OpenConnection();
        ReadOnlySpan<char> version = connection.ServerVersion;
        connection.Close();
        return version.Length;
    }
}

public static class Extensions
{
    // bad: an extension method opens
    public static string Version(this MySqlDataSource source)
    {
        var {|NEEDS101:connection|} = source.OpenConnection();
        return connection.ServerVersion;
    }

    // good: an extension method with a using
    public static string VersionUsing(this MySqlDataSource source)
    {
        using var connection = source.OpenConnection();
        return connection.ServerVersion;
    }

    // good: an extension method hands on what it opens
    public static MySqlConnection Opened(this MySqlDataSource source) => source.OpenConnection();

    // bad: a caller of the extension method forgets
    public static int Caller(MySqlDataSource source)
    {
        var {|NEEDS101:connection|} = source.Opened();
        return connection.ServerThread;
    }

    // good: a caller of the extension method closes
    public static int CallerUsing(MySqlDataSource source)
    {
        using var connection = source.Opened();
        return connection.ServerThread;
    }
}
