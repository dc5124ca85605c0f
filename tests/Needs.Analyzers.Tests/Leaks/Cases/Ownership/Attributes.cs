#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Threading.Tasks;
using Dapper;
using MySqlConnector;
using Npgsql;

namespace Cases.Ownership.Attributes;

// helper
[AttributeUsage(AttributeTargets.All)]
internal sealed class MustDisposeResourceAttribute(bool value = true) : Attribute
{
    public bool Value { get; } = value;
}

// helper
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Parameter | AttributeTargets.Field | AttributeTargets.Property)]
internal sealed class HandlesResourceDisposalAttribute : Attribute;

// helper
public interface IStore
{
    [MustDisposeResource]
    DbConnection Connect();

    [MustDisposeResource]
    Task<NpgsqlConnection> ConnectAsync();

    DbConnection Peek();

    void Take([HandlesResourceDisposal] DbConnection connection);

    void Look(DbConnection connection);

    [HandlesResourceDisposal]
    void Finish(DbConnection connection);

    [MustDisposeResource]
    DbConnection Shared { get; }
}

// helper
[MustDisposeResource]
public sealed class Loan(string name) : IDisposable
{
    public string Name { get; } = name;

    public void Dispose() => Console.WriteLine($"{Name} is back");
}

// helper
public sealed class Ticket : IDisposable
{
    [MustDisposeResource]
    public Ticket(int number) => Number = number;

    public int Number { get; }

    public void Dispose() => Console.WriteLine($"{Number} is used up");
}

/// <summary>What JetBrains' attributes say about ownership, known by their names.</summary>
public static class Attributes
{
    // bad: the attribute says that the caller disposes
    public static int Count(IStore store)
    {
        var {|NEEDS101:connection|} = store.Connect();
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM seats");
    }

    // good: the caller disposes
    public static int CountUsing(IStore store)
    {
        using var connection = store.Connect();
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM seats");
    }

    // bad: the attribute holds for the task's result
    public static async Task<int> CountAsync(IStore store)
    {
        var {|NEEDS101:connection|} = await store.ConnectAsync();
        return await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM seats");
    }

    // good: the task's result is disposed
    public static async Task<int> CountUsingAsync(IStore store)
    {
        await using var connection = await store.ConnectAsync();
        return await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM seats");
    }

    // bad: disposed on success only
    public static int CountLate(IStore store)
    {
        var {|NEEDS102:connection|} = store.Connect();
        var count = connection.ExecuteScalar<int>("SELECT COUNT(*) FROM seats");
        connection.Dispose();
        return count;
    }

    // good: no attribute and no telling name
    public static int CountPeeked(IStore store) => store.Peek().ExecuteScalar<int>("SELECT COUNT(*) FROM seats");

    // good: the parameter's attribute says that the callee disposes
    public static void Give(IStore store) => store.Take(store.Connect());

    // bad: a parameter without the attribute
    public static void Show(IStore store)
    {
        var {|NEEDS101:connection|} = store.Connect();
        store.Look(connection);
    }

    // good: the method's attribute says that it disposes
    public static int CountFinished(IStore store)
    {
        var connection = store.Connect();
        try
        {
            return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM seats");
        }
        finally
        {
            store.Finish(connection);
        }
    }

    // bad: finished on success only
    public static int CountFinishedLate(IStore store)
    {
        var {|NEEDS102:connection|} = store.Connect();
        var count = connection.ExecuteScalar<int>("SELECT COUNT(*) FROM seats");
        store.Finish(connection);
        return count;
    }

    // bad: a type that says of itself that it must be disposed
    public static string Borrow()
    {
        var {|NEEDS101:loan|} = new Loan("projector");
        return loan.Name;
    }

    // good: disposed
    public static string BorrowUsing()
    {
        using var loan = new Loan("projector");
        return loan.Name;
    }

    // good: returned
    public static Loan BorrowFor(string name) => new(name);

    // bad: a constructor that says that its object must be disposed
    public static int Draw()
    {
        var {|NEEDS101:ticket|} = new Ticket(7);
        return ticket.Number;
    }

    // good: the constructor's object is disposed
    public static int DrawUsing()
    {
        using var ticket = new Ticket(7);
        return ticket.Number;
    }

    // bad: a property that says that its value must be disposed
    public static int CountShared(IStore store)
    {
        var {|NEEDS101:connection|} = store.Shared;
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM seats");
    }
}

public sealed class Holder : IDisposable
{
    [HandlesResourceDisposal]
    private readonly DbConnection _connection;

    // good: the field's attribute says that somebody disposes it
    public Holder(DbDataSource source) => _connection = source.OpenConnection();

    // good: the field's connection is borrowed
    public string Version() => _connection.ServerVersion;

    public void Dispose() => Console.WriteLine("disposed by the registry");
}

public sealed class HolderForgetting : IDisposable
{
    private readonly DbConnection _connection;

    // bad: the same without the attribute
    public HolderForgetting(DbDataSource source) => {|NEEDS104:_connection|} = source.OpenConnection();

    // good: the field's connection is borrowed
    public string Version() => _connection.ServerVersion;

    public void Dispose() => Console.WriteLine("disposed by nobody");
}
