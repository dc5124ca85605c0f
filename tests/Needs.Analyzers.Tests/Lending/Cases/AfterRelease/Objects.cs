#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using MySqlConnector;
using Npgsql;

namespace Cases.AfterRelease.Objects;

// helper
public sealed class Store(DbConnection connection, bool leaveOpen = false) : IDisposable
{
    public int Save(string text) => connection.Execute("INSERT INTO texts(text) VALUES (@text)", new { text });

    public void Dispose()
    {
        if (!leaveOpen)
            connection.Dispose();
    }
}

// helper
public sealed class Scope : IDisposable
{
    public Scope(MySqlConnection connection) => Connection = connection;

    public MySqlConnection Connection { get; }

    public void Dispose() => Connection.Close();
}

/// <summary>Connections in fields, and objects that close what they are given.</summary>
public sealed class Objects : IDisposable
{
    private readonly MySqlDataSource _source;
    private readonly MySqlConnection _connection;
    private readonly MySqlCommand _insert;
    private MySqlConnection? _current;

    public Objects(MySqlDataSource source, MySqlConnection connection)
    {
        _source = source;
        _connection = connection;
        _insert = new MySqlCommand("INSERT INTO ticks(at) VALUES (NOW())", connection);
    }

    // helper
    private void Stop() => _connection.Close();

    // helper
    private void Start()
    {
        if (_connection.State == ConnectionState.Closed)
            _connection.Open();
    }

    // helper
    private void Tick()
    {
        using var command = new MySqlCommand("UPDATE ticks SET count = count + 1", _connection);
        command.ExecuteNonQuery();
    }

    // helper
    private MySqlConnection Current()
    {
        if (_current is not { State: ConnectionState.Open })
            _current = _source.OpenConnection();
        return _current;
    }

    // helper
    private void Drop()
    {
        _current?.Dispose();
        _current = null;
    }

    // bad: the field's connection is closed in one helper and used in the next
    public void StopAndTick()
    {
        Stop();
        {|NEEDS204:Tick|}();
    }

    // good: used, then closed
    public void TickAndStop()
    {
        Tick();
        Stop();
    }

    // good: opened again in between
    public void Restart()
    {
        Stop();
        Start();
        Tick();
    }

    // good: the field's command, then the closing
    public int FlushFirst()
    {
        var rows = _insert.ExecuteNonQuery();
        _connection.Close();
        return rows;
    }

    // bad: closed at the end of each turn of the loop
    public void Loop(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            {|NEEDS204:Tick|}();
            Stop();
        }
    }

    // good: opened at the start of each turn of the loop
    public void LoopReopened(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            Start();
            Tick();
            Stop();
        }
    }

    // good: dropped, and made again by whoever needs it
    public int Reconnected()
    {
        var rows = Current().Execute("DELETE FROM drafts");
        Drop();
        return rows + Current().Execute("DELETE FROM notes");
    }

    // good: the field is given another connection
    public int Replaced()
    {
        _current?.Dispose();
        _current = _source.OpenConnection();
        using var command = new MySqlCommand("DELETE FROM drafts", _current);
        return command.ExecuteNonQuery();
    }

    // bad: the field's connection was disposed and not replaced
    public int NotReplaced()
    {
        _current = _source.OpenConnection();
        var rows = _current.Execute("DELETE FROM drafts");
        _current.Dispose();
        return rows + {|NEEDS204:_current.Execute|}("DELETE FROM notes");
    }

    // bad: the store disposes the connection that it was given
    public static int AfterStore(MySqlConnection connection)
    {
        using (var store = new Store(connection))
            store.Save("hello");
        return {|NEEDS204:connection.Execute|}("DELETE FROM drafts");
    }

    // good: the store leaves it open
    public static int AfterLenientStore(MySqlConnection connection)
    {
        using (var store = new Store(connection, leaveOpen: true))
            store.Save("hello");
        return connection.Execute("DELETE FROM drafts");
    }

    // good: the store is disposed at the end of the method
    public static int WithStore(MySqlConnection connection)
    {
        using var store = new Store(connection);
        store.Save("hello");
        return connection.Execute("DELETE FROM drafts");
    }

    // bad: the store is used after its end
    public static int StoreTooLate(MySqlDataSource source)
    {
        var store = new Store(source.OpenConnection());
        store.Save("hello");
        store.Dispose();
        return {|NEEDS204:store.Save|}("again");
    }

    // bad: the scope closed the connection, a command is executed on it
    public static int AfterScope(MySqlConnection connection)
    {
        using var command = new MySqlCommand("DELETE FROM drafts", connection);
        using (new Scope(connection))
            command.ExecuteNonQuery();
        return {|NEEDS204:command.ExecuteNonQuery|}();
    }

    // good: within the scope
    public static int WithinScope(MySqlConnection connection)
    {
        using var scope = new Scope(connection);
        using var command = new MySqlCommand("DELETE FROM drafts", scope.Connection);
        return command.ExecuteNonQuery();
    }

    // good: Dapper after the scope that only closed it
    public static int DapperAfterScope(MySqlConnection connection)
    {
        using (var scope = new Scope(connection))
            scope.Connection.Execute("DELETE FROM drafts");
        return connection.Execute("DELETE FROM notes");
    }

    // good: a list of connections, all closed at the end
    public static int Shards(IReadOnlyList<MySqlConnection> shards)
    {
        var rows = 0;
        foreach (var shard in shards)
            rows += shard.Execute("DELETE FROM drafts");
        foreach (var shard in shards)
            shard.Dispose();
        return rows;
    }

    // good: each shard is used and closed before the next
    public static int ShardByShard(IReadOnlyList<MySqlConnection> shards)
    {
        var rows = 0;
        foreach (var shard in shards)
        {
            using var command = new MySqlCommand("DELETE FROM drafts", shard);
            rows += command.ExecuteNonQuery();
            shard.Close();
        }

        return rows;
    }

    // good: the end of this object
    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
        Drop();
    }
}
