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
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using MySqlConnector;
using Npgsql;

namespace Cases.Paths.Migrations;

public sealed record Step(int Version, string Sql);

/// <summary>Schema migrations: locks, transactions, many early exits.</summary>
public sealed class Migrator(string connectionString, ILogger log)
{
    // bad: nothing to do is the usual case, and the one that keeps the connection
    public int Run(IReadOnlyList<Step> steps)
    {
        var {|NEEDS101:connection|} = new NpgsqlConnection(connectionString);
        connection.Open();
        connection.Execute("CREATE TABLE IF NOT EXISTS schema_version (version int PRIMARY KEY)");
        var current = connection.ExecuteScalar<int>("SELECT coalesce(max(version), 0) FROM schema_version");
        var pending = steps.Where(step => step.Version > current).OrderBy(step => step.Version).ToList();
        if (pending.Count == 0)
        {
            log.LogInformation("schema is at {Version}, nothing to do", current);
            return 0;
        }

        foreach (var step in pending)
        {
            using var transaction = connection.BeginTransaction();
            connection.Execute(step.Sql, transaction: transaction);
            connection.Execute("INSERT INTO schema_version VALUES (@Version)", step, transaction);
            transaction.Commit();
            log.LogInformation("schema is at {Version}", step.Version);
        }

        connection.Close();
        return pending.Count;
    }

    // good: nothing to do leaves through the using
    public int RunUsing(IReadOnlyList<Step> steps)
    {
        using var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        connection.Execute("CREATE TABLE IF NOT EXISTS schema_version (version int PRIMARY KEY)");
        var current = connection.ExecuteScalar<int>("SELECT coalesce(max(version), 0) FROM schema_version");
        var pending = steps.Where(step => step.Version > current).OrderBy(step => step.Version).ToList();
        if (pending.Count == 0)
        {
            log.LogInformation("schema is at {Version}, nothing to do", current);
            return 0;
        }

        foreach (var step in pending)
        {
            using var transaction = connection.BeginTransaction();
            connection.Execute(step.Sql, transaction: transaction);
            connection.Execute("INSERT INTO schema_version VALUES (@Version)", step, transaction);
            transaction.Commit();
            log.LogInformation("schema is at {Version}", step.Version);
        }

        return pending.Count;
    }

    // bad: a step that fails is rolled back, and its exception takes the connection along
    public void RunSteps(IReadOnlyList<Step> steps)
    {
        var {|NEEDS102:connection|} = new NpgsqlConnection(connectionString);
        connection.Open();
        foreach (var step in steps)
        {
            using var transaction = connection.BeginTransaction();
            try
            {
                connection.Execute(step.Sql, transaction: transaction);
                transaction.Commit();
            }
            catch (PostgresException e)
            {
                log.LogError(e, "step {Version} failed", step.Version);
                transaction.Rollback();
                throw;
            }
        }

        connection.Close();
    }

    // good: a step that fails is rolled back, the outer finally closes
    public void RunStepsFinally(IReadOnlyList<Step> steps)
    {
        var connection = new NpgsqlConnection(connectionString);
        try
        {
            connection.Open();
            foreach (var step in steps)
            {
                using var transaction = connection.BeginTransaction();
                try
                {
                    connection.Execute(step.Sql, transaction: transaction);
                    transaction.Commit();
                }
                catch (PostgresException e)
                {
                    log.LogError(e, "step {Version} failed", step.Version);
                    transaction.Rollback();
                    throw;
                }
            }
        }
        finally
        {
            connection.Close();
        }
    }

    // bad: another one holds the lock, so this one leaves with its connection
    public async Task<bool> RunLockedAsync(Func<MySqlConnection, Task> migrate, CancellationToken ct)
    {
        var {|NEEDS101:connection|} = new MySqlConnection(connectionString);
        await connection.OpenAsync(ct);
        var locked = await connection.ExecuteScalarAsync<int?>("SELECT GET_LOCK('migrations', 30)");
        if (locked != 1)
        {
            log.LogWarning("another instance migrates");
            return false;
        }

        try
        {
            await migrate(connection);
            return true;
        }
        finally
        {
            await connection.ExecuteAsync("DO RELEASE_LOCK('migrations')");
            await connection.DisposeAsync();
        }
    }

    // good: another one holds the lock, the await using closes
    public async Task<bool> RunLockedUsingAsync(Func<MySqlConnection, Task> migrate, CancellationToken ct)
    {
        await using var connection = new MySqlConnection(connectionString);
        await connection.OpenAsync(ct);
        var locked = await connection.ExecuteScalarAsync<int?>("SELECT GET_LOCK('migrations', 30)");
        if (locked != 1)
        {
            log.LogWarning("another instance migrates");
            return false;
        }

        try
        {
            await migrate(connection);
            return true;
        }
        finally
        {
            await connection.ExecuteAsync("DO RELEASE_LOCK('migrations')");
        }
    }

    // bad: waits for the server by trying, and keeps what it tried with
    public async Task WaitAsync(CancellationToken ct)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var {|NEEDS101:connection|} = new MySqlConnection(connectionString);
                await connection.OpenAsync(ct);
                log.LogInformation("server answers after {Attempts} attempts", attempt);
                return;
            }
            catch (MySqlException) when (attempt < 60)
            {
                await Task.Delay(1000, ct);
            }
        }
    }

    // good: waits for the server by trying, and closes what it tried with
    public async Task WaitUsingAsync(CancellationToken ct)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await using var connection = new MySqlConnection(connectionString);
                await connection.OpenAsync(ct);
                log.LogInformation("server answers after {Attempts} attempts", attempt);
                return;
            }
            catch (MySqlException) when (attempt < 60)
            {
                await Task.Delay(1000, ct);
            }
        }
    }

    // bad: every script file gets a connection, a comment-only file keeps it
    public static void RunFiles(string folder, string cs)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*.sql").Order())
        {
            var {|NEEDS101:connection|} = new SqliteConnection(cs);
            connection.Open();
            var script = string.Join('\n', File.ReadLines(file).Where(line => !line.StartsWith("--", StringComparison.Ordinal)));
            if (script.Length == 0)
                continue;
            connection.Execute(script);
            connection.Close();
        }
    }

    // good: a comment-only file is skipped before the opening
    public static void RunFilesUsing(string folder, string cs)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*.sql").Order())
        {
            var script = string.Join('\n', File.ReadLines(file).Where(line => !line.StartsWith("--", StringComparison.Ordinal)));
            if (script.Length == 0)
                continue;
            using var connection = new SqliteConnection(cs);
            connection.Open();
            connection.Execute(script);
        }
    }

    // bad: dry run: rolls back and returns, the other way closes
    public int Backfill(bool dryRun)
    {
        var {|NEEDS101:connection|} = new MySqlConnection(connectionString);
        connection.Open();
        using var transaction = connection.BeginTransaction(IsolationLevel.RepeatableRead);
        var rows = 0;
        int changed;
        do
        {
            changed = connection.Execute("UPDATE users SET slug = LOWER(name) WHERE slug IS NULL LIMIT 500", transaction: transaction);
            rows += changed;
        }
        while (changed == 500);

        if (dryRun)
        {
            transaction.Rollback();
            log.LogInformation("{Rows} rows would change", rows);
            return rows;
        }

        transaction.Commit();
        connection.Close();
        return rows;
    }

    // good: dry run or not, both end in the using
    public int BackfillUsing(bool dryRun)
    {
        using var connection = new MySqlConnection(connectionString);
        connection.Open();
        var transaction = connection.BeginTransaction(IsolationLevel.RepeatableRead);
        var rows = 0;
        int changed;
        do
        {
            changed = connection.Execute("UPDATE users SET slug = LOWER(name) WHERE slug IS NULL LIMIT 500", transaction: transaction);
            rows += changed;
        }
        while (changed == 500);

        if (dryRun)
        {
            transaction.Rollback();
            log.LogInformation("{Rows} rows would change", rows);
            return rows;
        }

        transaction.Commit();
        return rows;
    }

    // bad: the shadow database is compared and left open when it differs
    public bool Matches(string shadow)
    {
        using var real = new NpgsqlConnection(connectionString);
        real.Open();
        var {|NEEDS101:copy|} = new NpgsqlConnection(shadow);
        copy.Open();
        const string Columns = "SELECT table_name || '.' || column_name FROM information_schema.columns ORDER BY 1";
        var left = real.Query<string>(Columns).AsList();
        var right = copy.Query<string>(Columns).AsList();
        for (var i = 0; i < Math.Min(left.Count, right.Count); i++)
        {
            if (left[i] != right[i])
                return false;
        }

        copy.Close();
        return left.Count == right.Count;
    }

    // good: the shadow database is read in a using of its own
    public bool MatchesUsing(string shadow)
    {
        const string Columns = "SELECT table_name || '.' || column_name FROM information_schema.columns ORDER BY 1";
        using var real = new NpgsqlConnection(connectionString);
        real.Open();
        List<string> right;
        using (var copy = new NpgsqlConnection(shadow))
        {
            copy.Open();
            right = copy.Query<string>(Columns).AsList();
        }

        return real.Query<string>(Columns).SequenceEqual(right);
    }
}
