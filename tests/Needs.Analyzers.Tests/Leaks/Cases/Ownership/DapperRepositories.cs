#nullable enable
using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using MySqlConnector;
using Npgsql;

namespace Cases.Ownership.DapperRepositories;

// Repositories on Dapper as tutorials teach them: a property that makes, a base class that runs, a unit of work, handlers.

public sealed record Product(int Id, string Name, decimal Price);

public interface IProductRepository
{
    Task<Product?> Get(int id);

    Task<int> Add(Product product);
}

public class ProductRepository(IConfiguration configuration) : IProductRepository
{
    // good: made, not opened
    internal IDbConnection Connection => new MySqlConnection(configuration.GetConnectionString("products"));

    // good: Dapper opens and closes
    public async Task<Product?> Get(int id) =>
        await Connection.QuerySingleOrDefaultAsync<Product>("SELECT * FROM products WHERE id = @id", new { id });

    // good: opened under using
    public async Task<int> Add(Product product)
    {
        using (IDbConnection db = Connection)
        {
            db.Open();
            return await db.ExecuteAsync("INSERT INTO products VALUES (@Id, @Name, @Price)", product);
        }
    }

    // bad: opened, not under using
    public async Task<int> AddOpen(Product product)
    {
        IDbConnection {|NEEDS101:db|} = Connection;
        db.Open();
        return await db.ExecuteAsync("INSERT INTO products VALUES (@Id, @Name, @Price)", product);
    }

    // good: one is opened under using, another isn't opened
    public async Task<int> Count()
    {
        using var db = Connection;
        db.Open();
        var names = await Connection.QueryAsync<string>("SELECT name FROM products");
        return names.Count() + await db.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM products");
    }

    // bad: the transaction needs an open connection, which stays
    public async Task Reprice(decimal factor)
    {
        var {|NEEDS101:db|} = Connection;
        db.Open();
        using var transaction = db.BeginTransaction();
        await db.ExecuteAsync("UPDATE products SET price = price * @factor", new { factor }, transaction);
        transaction.Commit();
    }

    // good: the transaction's connection under using
    public async Task RepriceUsing(decimal factor)
    {
        using var db = Connection;
        db.Open();
        using var transaction = db.BeginTransaction();
        try
        {
            await db.ExecuteAsync("UPDATE products SET price = price * @factor", new { factor }, transaction);
            transaction.Commit();
        }
        catch
        {
            transaction.Rollback();
            throw;
        }
    }

    // bad: closed on success only
    public IEnumerable<Product> All()
    {
        var {|NEEDS102:db|} = Connection;
        db.Open();
        var all = db.Query<Product>("SELECT * FROM products").ToList();
        db.Close();
        return all;
    }

    // good: not opened, and closed in vain
    public IEnumerable<Product> AllUnopened()
    {
        var db = Connection;
        var all = db.Query<Product>("SELECT * FROM products").ToList();
        db.Close();
        return all;
    }
}

public abstract class RepositoryBase(NpgsqlDataSource source, ILogger logger)
{
    // good: lends to the work
    protected async Task<T> Execute<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellation = default)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellation);
            return await work(connection);
        }
        catch (TimeoutException e)
        {
            throw new InvalidOperationException($"{GetType().Name} timed out.", e);
        }
        catch (NpgsqlException e)
        {
            logger.LogError(e, "{Repository}", GetType().Name);
            throw;
        }
    }

    // bad: lends to the work, and forgets on failure
    protected async Task<T> ExecuteLate<T>(Func<NpgsqlConnection, Task<T>> work)
    {
        var {|NEEDS102:connection|} = await source.OpenConnectionAsync();
        try
        {
            var result = await work(connection);
            await connection.CloseAsync();
            return result;
        }
        catch (NpgsqlException e)
        {
            logger.LogError(e, "{Repository}", GetType().Name);
            throw;
        }
    }

    // good: for the heir
    protected ValueTask<NpgsqlConnection> Open(CancellationToken cancellation = default) => source.OpenConnectionAsync(cancellation);
}

public sealed class CustomerRepository(NpgsqlDataSource source, ILogger<CustomerRepository> logger) : RepositoryBase(source, logger)
{
    // good: by the base class's template
    public Task<string?> Name(int id) =>
        Execute(async c => await c.QuerySingleOrDefaultAsync<string>("SELECT name FROM customers WHERE id = @id", new { id }));

    // good: by the base class's template, in several steps
    public Task<int> Merge(int from, int to) => Execute(async connection =>
    {
        await using var transaction = await connection.BeginTransactionAsync();
        var moved = await connection.ExecuteAsync("UPDATE orders SET customer = @to WHERE customer = @from", new { from, to }, transaction);
        await connection.ExecuteAsync("DELETE FROM customers WHERE id = @from", new { from }, transaction);
        await transaction.CommitAsync();
        return moved;
    });

    // bad: opened by the base class, forgotten here
    public async Task<int> Count()
    {
        var {|NEEDS101:connection|} = await Open();
        return await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM customers");
    }

    // good: opened by the base class, closed here
    public async Task<int> CountUsing(CancellationToken cancellation)
    {
        await using var connection = await base.Open(cancellation);
        return await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM customers");
    }

    // bad: in the work another is opened by the base class
    public Task<int> CountBoth() => Execute(async first =>
    {
        var {|NEEDS101:second|} = await Open();
        return await first.ExecuteScalarAsync<int>("SELECT 1") + await second.ExecuteScalarAsync<int>("SELECT 2");
    });

    // good: a grid within the work
    public Task<(int, int)> Page() => Execute(async connection =>
    {
        await using var grid = await connection.QueryMultipleAsync("SELECT 1; SELECT 2");
        return (await grid.ReadSingleAsync<int>(), await grid.ReadSingleAsync<int>());
    });

    // good: rows unbuffered, under using
    public async IAsyncEnumerable<string> Names()
    {
        await using var connection = await Open();
        await foreach (var name in connection.QueryUnbufferedAsync<string>("SELECT name FROM customers"))
            yield return name;
    }
}

public interface IUnitOfWork : IDisposable
{
    IDbConnection Connection { get; }

    IDbTransaction Transaction { get; }

    void Commit();
}

public sealed class UnitOfWork : IUnitOfWork
{
    // good: both are closed when the transaction can't begin, else by Dispose
    public UnitOfWork(string connectionString)
    {
        Connection = new MySqlConnection(connectionString);
        try
        {
            Connection.Open();
            Transaction = Connection.BeginTransaction();
        }
        catch
        {
            Connection.Dispose();
            throw;
        }
    }

    public IDbConnection Connection { get; }

    public IDbTransaction Transaction { get; private set; }

    // good: a new transaction after each commit
    public void Commit()
    {
        try
        {
            Transaction.Commit();
        }
        catch
        {
            Transaction.Rollback();
            throw;
        }
        finally
        {
            Transaction.Dispose();
            Transaction = Connection.BeginTransaction();
        }
    }

    public void Dispose()
    {
        Transaction.Dispose();
        Connection.Dispose();
    }
}

public sealed class UnitOfWorkUnguarded : IUnitOfWork
{
    // bad: nothing is closed when the transaction can't begin
    public UnitOfWorkUnguarded(string connectionString)
    {
        {|NEEDS102:Connection|} = new MySqlConnection(connectionString);
        Connection.Open();
        Transaction = Connection.BeginTransaction();
    }

    public IDbConnection Connection { get; }

    public IDbTransaction Transaction { get; }

    public void Commit() => Transaction.Commit();

    public void Dispose()
    {
        Transaction.Dispose();
        Connection.Dispose();
    }
}

public interface IUnitOfWorkFactory
{
    IUnitOfWork Create();
}

public sealed class UnitOfWorkFactory(string connectionString) : IUnitOfWorkFactory
{
    // good: for the caller
    public IUnitOfWork Create() => new UnitOfWork(connectionString);
}

public sealed class PlaceOrderHandler(UnitOfWorkFactory units, IUnitOfWorkFactory anyUnits)
{
    // good: the unit of work is disposed
    public void Handle(int product)
    {
        using var unit = units.Create();
        unit.Connection.Execute("INSERT INTO orders (product) VALUES (@product)", new { product }, unit.Transaction);
        unit.Commit();
    }

    // bad: the unit of work is committed only
    public void HandleCommitted(int product)
    {
        var {|NEEDS101:unit|} = units.Create();
        unit.Connection.Execute("INSERT INTO orders (product) VALUES (@product)", new { product }, unit.Transaction);
        unit.Commit();
    }

    // bad: the unit of work is disposed on success only
    public void HandleLate(int product)
    {
        var {|NEEDS102:unit|} = units.Create();
        unit.Connection.Execute("INSERT INTO orders (product) VALUES (@product)", new { product }, unit.Transaction);
        unit.Commit();
        unit.Dispose();
    }

    // good: behind the interface, disposed
    public void HandleAny(int product)
    {
        using var unit = anyUnits.Create();
        unit.Connection.Execute("INSERT INTO orders (product) VALUES (@product)", new { product }, unit.Transaction);
        unit.Commit();
    }
}
