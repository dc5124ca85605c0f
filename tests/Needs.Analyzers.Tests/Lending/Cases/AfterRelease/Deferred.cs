#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MySqlConnector;
using Npgsql;

namespace Cases.AfterRelease.Deferred;

/// <summary>What closes a connection later: callbacks, clean-ups, helpers that try; and what opens it once more.</summary>
public sealed class Deferred
{
    private readonly MySqlDataSource _source;
    private MySqlConnection? _connection;

    public Deferred(MySqlDataSource source) => _source = source;

    // helper
    private static bool TryOpen(DbConnection connection)
    {
        try
        {
            connection.Open();
            return true;
        }
        catch (DbException)
        {
            connection.Close();
            return false;
        }
    }

    // helper
    private static void Reset(DbConnection connection)
    {
        connection.Close();
        connection.Open();
    }

    // helper
    private static T Retry<T>(Func<T> work, Action repair)
    {
        try
        {
            return work();
        }
        catch (DbException)
        {
            repair();
            return work();
        }
    }

    // helper
    private static int Delete(DbConnection connection, string table)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "DELETE FROM " + table;
        return command.ExecuteNonQuery();
    }

    // helper
    private static MySqlCommand Owning(MySqlCommand command)
    {
        command.Disposed += (_, _) => command.Connection?.Dispose();
        return command;
    }

    // helper
    private static void Hear(NpgsqlConnection connection, Action<string> heard) =>
        connection.Notification += (_, notification) => heard(notification.Payload);

    // good: the command's end is the connection's end
    public static int Owned(MySqlDataSource source)
    {
        using var command = Owning(new MySqlCommand("DELETE FROM drafts", source.OpenConnection()));
        return command.ExecuteNonQuery();
    }

    // good: a helper subscribes
    public static int Heard(NpgsqlConnection connection)
    {
        Hear(connection, Console.WriteLine);
        return Delete(connection, "drafts");
    }

    // good: closed only when it is cancelled
    public static async Task<int> Cancelled(MySqlConnection connection, CancellationToken cancel)
    {
        await using var registration = cancel.Register(() => connection.Close());
        await using var command = new MySqlCommand("DELETE FROM drafts", connection);
        return await command.ExecuteNonQueryAsync(cancel);
    }

    // good: closed when the host stops
    public static int Stopped(MySqlConnection connection, IHostApplicationLifetime lifetime)
    {
        lifetime.ApplicationStopped.Register(connection.Dispose);
        return Delete(connection, "drafts");
    }

    // good: closed by an event's handler
    public static int Unloaded(MySqlConnection connection)
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => connection.Dispose();
        return Delete(connection, "drafts");
    }

    // good: a local function that closes, called in the finally
    public static int Finally(MySqlConnection connection)
    {
        try
        {
            return Delete(connection, "drafts") + Delete(connection, "notes");
        }
        finally
        {
            CleanUp();
        }

        void CleanUp() => connection.Close();
    }

    // good: an action that closes, called last
    public static int Last(MySqlConnection connection)
    {
        Action close = connection.Close;
        var rows = Delete(connection, "drafts");
        close();
        return rows;
    }

    // bad: an action that closes, called first
    public static int First(MySqlConnection connection)
    {
        Action close = () => connection.Close();
        close();
        return {|NEEDS204:Delete|}(connection, "drafts");
    }

    // good: what is on the stack is disposed at the end
    public static int Stacked(MySqlDataSource source)
    {
        var cleanups = new Stack<IDisposable>();
        try
        {
            var connection = source.OpenConnection();
            cleanups.Push(connection);
            return Delete(connection, "drafts");
        }
        finally
        {
            while (cleanups.TryPop(out var cleanup))
                cleanup.Dispose();
        }
    }

    // good: a scope of services for each half
    public static int Scoped(IServiceProvider services)
    {
        int rows;
        using (var scope = services.CreateScope())
            rows = Delete(scope.ServiceProvider.GetRequiredService<MySqlConnection>(), "drafts");
        using (var scope = services.CreateScope())
            rows += Delete(scope.ServiceProvider.GetRequiredService<MySqlConnection>(), "notes");
        return rows;
    }

    // good: the field is emptied in one step with the disposal, and filled again
    public int Exchanged()
    {
        Interlocked.Exchange(ref _connection, null)?.Dispose();
        _connection ??= _source.OpenConnection();
        return Delete(_connection, "drafts");
    }

    // good: the first try failed, the variable holds the second
    public static int SecondTry(string primary, string replica)
    {
        var connection = new MySqlConnection(primary);
        try
        {
            connection.Open();
        }
        catch (MySqlException)
        {
            connection.Dispose();
            connection = new MySqlConnection(replica);
            connection.Open();
        }

        using (connection)
            return Delete(connection, "drafts");
    }

    // good: closed to be given another address
    public static int Moved(DbConnection connection, string address)
    {
        if (connection.State == ConnectionState.Open)
            connection.Close();
        connection.ConnectionString = address;
        connection.Open();
        return Delete(connection, "drafts");
    }

    // bad: given another address, and not opened
    public static int MovedUnopened(DbConnection connection, string address)
    {
        connection.Close();
        connection.ConnectionString = address;
        return {|NEEDS204:Delete|}(connection, "drafts");
    }

    // good: used only where the helper could open it
    public static int Tried(MySqlConnection connection) => TryOpen(connection) ? Delete(connection, "drafts") : 0;

    // good: left where the helper could not open it
    public static int TriedEarly(MySqlConnection connection)
    {
        if (!TryOpen(connection))
            return -1;
        return Delete(connection, "drafts");
    }

    // bad: the wrong way round
    public static int TriedWrong(MySqlConnection connection)
    {
        if (TryOpen(connection))
            return 0;
        return {|NEEDS204:Delete|}(connection, "drafts");
    }

    // good: the helper resets it
    public static int Refreshed(MySqlConnection connection)
    {
        var rows = Delete(connection, "drafts");
        Reset(connection);
        return rows + Delete(connection, "notes");
    }

    // good: repaired by closing and opening
    public static int Repaired(MySqlConnection connection) => Retry(
        () => Delete(connection, "drafts"),
        () =>
        {
            connection.Close();
            connection.Open();
        });

    // good: two connections, of which one is closed
    public static int OneOfTwo(MySqlConnection left, MySqlConnection right)
    {
        left.Close();
        return Delete(right, "drafts");
    }

    // good: they change places, and the closed one is left alone
    public static int Changed(MySqlConnection left, MySqlConnection right)
    {
        left.Close();
        (left, right) = (right, left);
        return Delete(left, "drafts");
    }

    // bad: they change places, and the closed one is used
    public static int ChangedWrong(MySqlConnection left, MySqlConnection right)
    {
        left.Close();
        (left, right) = (right, left);
        return {|NEEDS204:Delete|}(right, "drafts");
    }

    // good: asked with TryGet, disposed and removed, made again
    public static int Cached(Dictionary<string, MySqlConnection> byName, MySqlDataSource source, string name)
    {
        if (byName.TryGetValue(name, out var connection) && connection.State != ConnectionState.Open)
        {
            connection.Dispose();
            byName.Remove(name);
            connection = null;
        }

        if (connection is null)
            byName[name] = connection = source.OpenConnection();
        return Delete(connection, "drafts");
    }

    // good: disposed, and opened under the same name in the next turn
    public async Task Forever(CancellationToken cancel)
    {
        NpgsqlConnection? connection = null;
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                connection ??= new NpgsqlConnection("Host=db");
                if (connection.State != ConnectionState.Open)
                    await connection.OpenAsync(cancel);
                await using var command = new NpgsqlCommand("SELECT work()", connection);
                await command.ExecuteNonQueryAsync(cancel);
            }
            catch (NpgsqlException)
            {
                if (connection is not null)
                    await connection.DisposeAsync();
                connection = null;
            }
        }

        if (connection is not null)
            await connection.DisposeAsync();
    }

    // bad: disposed, and used in the next turn
    public static async Task ForeverOnOne(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("SELECT work()", connection);
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await {|NEEDS204:command.ExecuteNonQueryAsync|}(cancel);
            }
            catch (NpgsqlException)
            {
                await connection.DisposeAsync();
            }
        }
    }

    // helper
    private static IEnumerable<string> NamesOf(DbConnection connection) => connection.Query<string>("SELECT name FROM users", buffered: false);

    // good: Dapper opens what is closed when the rows are read, also those that a helper hands on
    public static int ReadAfterClose(MySqlConnection connection)
    {
        var names = NamesOf(connection);
        connection.Close();
        var letters = 0;
        foreach (var name in names)
            letters += name.Length;
        return letters;
    }

    // bad: what is disposed can't be opened
    public static int ReadAfterDispose(MySqlConnection connection)
    {
        var names = NamesOf(connection);
        connection.Dispose();
        var letters = 0;
        foreach (var name in {|NEEDS204:names|})
            letters += name.Length;
        return letters;
    }
}
