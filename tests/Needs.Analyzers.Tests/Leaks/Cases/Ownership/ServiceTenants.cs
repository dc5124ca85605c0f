#nullable enable
using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Dapper;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MySqlConnector;

namespace Cases.Ownership.ServiceTenants;

// Tenants with a database each: a resolver, a session of the request, a base repository and its heirs, a middleware.

public interface ITenantSession
{
    MySqlConnection Connection { get; }
}

public sealed class TenantSession(IConfiguration configuration, IHttpContextAccessor accessor) : ITenantSession, IAsyncDisposable
{
    private MySqlConnection? _connection;

    // good: opened when first asked for, disposed with the request
    public MySqlConnection Connection
    {
        get
        {
            if (_connection is not null)
                return _connection;
            var tenant = accessor.HttpContext?.Request.Headers["X-Tenant"].ToString();
            var connection = new MySqlConnection(configuration.GetConnectionString(tenant ?? "default"));
            connection.Open();
            return _connection = connection;
        }
    }

    public ValueTask DisposeAsync() => _connection?.DisposeAsync() ?? ValueTask.CompletedTask;
}

public sealed class TenantSessionForgetting(IConfiguration configuration) : ITenantSession, IDisposable
{
    private readonly Dictionary<string, int> _counts = [];
    private MySqlConnection? _connection;

    // good: a thing of its own that needs no release
    public int Count(string name) => _counts[name] = _counts.GetValueOrDefault(name) + 1;

    public void Dispose() => _counts.Clear();

    // bad: opened when first asked for, but Dispose does not give it back
    public MySqlConnection Connection
    {
        get
        {
            if (_connection is null)
            {
                {|NEEDS104:_connection|} = new MySqlConnection(configuration.GetConnectionString("default"));
                _connection.Open();
            }
            return _connection;
        }
    }
}

public sealed class TenantStatistics(IConfiguration configuration)
{
    private MySqlConnection? _connection;

    // bad: opened when first counted, but no member gives it back
    public long Count(string table)
    {
        if (_connection is null)
        {
            {|NEEDS104:_connection|} = new MySqlConnection(configuration.GetConnectionString("statistics"));
            _connection.Open();
        }
        return _connection.ExecuteScalar<long>("SELECT rows FROM statistics WHERE name = @table", new { table });
    }
}

public abstract class TenantRepository(ITenantSession session)
{
    // good: the session's connection
    protected MySqlConnection Db => session.Connection;

    // good: the session's connection, and a reader that is closed
    protected List<T> List<T>(string sql, Func<MySqlDataReader, T> map)
    {
        using var command = new MySqlCommand(sql, Db);
        using var reader = command.ExecuteReader();
        var list = new List<T>();
        while (reader.Read())
            list.Add(map(reader));
        return list;
    }

    // bad: the session's connection, and a reader that is left open when mapping fails
    protected T? First<T>(string sql, Func<MySqlDataReader, T> map)
        where T : class
    {
        var command = new MySqlCommand(sql, Db);
        var {|NEEDS102:reader|} = command.ExecuteReader();
        var first = reader.Read() ? map(reader) : null;
        reader.Close();
        return first;
    }

    // bad: the session's connection, and a reader that nobody closes
    protected bool Any(string sql)
    {
        var command = new MySqlCommand(sql, Db);
        var {|NEEDS101:reader|} = command.ExecuteReader();
        return reader.HasRows;
    }

    // good: the session's connection, and a transaction that is ended
    protected void Atomically(Action<MySqlTransaction> work)
    {
        using var transaction = Db.BeginTransaction();
        work(transaction);
        transaction.Commit();
    }
}

public sealed class InvoiceRepository(ITenantSession session, IConfiguration configuration) : TenantRepository(session)
{
    // good: the session's connection
    public int Count() => Db.ExecuteScalar<int>("SELECT COUNT(*) FROM invoices");

    // good: lists by the base class's method
    public List<string> Numbers() => List("SELECT number FROM invoices", reader => reader.GetString(0));

    // bad: beside the session's connection one of the archive, which nobody closes
    public int Archive()
    {
        var {|NEEDS101:archive|} = new MySqlConnection(configuration.GetConnectionString("archive"));
        archive.Open();
        var numbers = Numbers();
        foreach (var number in numbers)
            archive.Execute("INSERT INTO archived VALUES (@number)", new { number });
        return numbers.Count;
    }

    // good: the archive's connection under using
    public int ArchiveUsing()
    {
        using var archive = new MySqlConnection(configuration.GetConnectionString("archive"));
        archive.Open();
        var numbers = Numbers();
        foreach (var number in numbers)
            archive.Execute("INSERT INTO archived VALUES (@number)", new { number });
        return numbers.Count;
    }

    // bad: the transaction of the session's connection is ended in the good case only
    public void Renumber()
    {
        var {|NEEDS102:transaction|} = Db.BeginTransaction();
        Db.Execute("UPDATE invoices SET number = number + 1", transaction: transaction);
        transaction.Commit();
    }
}

public sealed class TenantDatabases : IDisposable
{
    private readonly ConcurrentDictionary<string, MySqlDataSource> _sources = new();

    // good: a data source is no connection
    public MySqlDataSource SourceOf(string tenant) => _sources.GetOrAdd(tenant, name => new MySqlDataSource($"Server=db;Database={name}"));

    // good: for the caller
    public async ValueTask<MySqlConnection> OpenAsync(string tenant, CancellationToken cancellation = default) =>
        await SourceOf(tenant).OpenConnectionAsync(cancellation);

    // bad: checks its version, and loses the connection if that can't be read
    public async Task<MySqlConnection> OpenCheckedAsync(string tenant, CancellationToken cancellation)
    {
        var {|NEEDS102:connection|} = await OpenAsync(tenant, cancellation);
        var version = await connection.ExecuteScalarAsync<int>("SELECT version FROM tenant_schema");
        if (version < 4)
            await connection.ExecuteAsync("CALL upgrade_tenant()");
        return connection;
    }

    // good: every tenant in turn
    public async Task<Dictionary<string, long>> Sizes(IEnumerable<string> tenants)
    {
        var sizes = new Dictionary<string, long>();
        foreach (var tenant in tenants)
        {
            await using var connection = await OpenAsync(tenant);
            sizes[tenant] = await connection.ExecuteScalarAsync<long>("SELECT SUM(data_length) FROM information_schema.tables");
        }
        return sizes;
    }

    // bad: every tenant at once, and each keeps its connection
    public async Task<long> Size(IReadOnlyList<string> tenants)
    {
        var sizes = await Task.WhenAll(tenants.Select(async tenant =>
        {
            var {|NEEDS101:connection|} = await OpenAsync(tenant);
            return await connection.ExecuteScalarAsync<long>("SELECT SUM(data_length) FROM information_schema.tables");
        }));
        return sizes.Sum();
    }

    // good: every tenant at once, each under using
    public async Task<long> SizeUsing(IReadOnlyList<string> tenants)
    {
        var sizes = await Task.WhenAll(tenants.Select(async tenant =>
        {
            await using var connection = await OpenAsync(tenant);
            return await connection.ExecuteScalarAsync<long>("SELECT SUM(data_length) FROM information_schema.tables");
        }));
        return sizes.Sum();
    }

    public void Dispose()
    {
        foreach (var source in _sources.Values)
            source.Dispose();
    }
}

public sealed class TenantMiddleware(RequestDelegate next, TenantDatabases databases, ILogger<TenantMiddleware> logger)
{
    // good: the request's connection is closed behind the request
    public async Task Invoke(HttpContext context)
    {
        await using var connection = await databases.OpenAsync("shop", context.RequestAborted);
        context.Items["db"] = connection;
        await next(context);
    }

    // bad: the request's connection is closed behind the request unless that fails
    public async Task InvokeLate(HttpContext context)
    {
        var {|NEEDS102:connection|} = await databases.OpenAsync("shop", context.RequestAborted);
        await next(context);
        await connection.DisposeAsync();
    }

    // bad: the refused request's connection stays open
    public async Task InvokeRefusing(HttpContext context)
    {
        var {|NEEDS101:connection|} = await databases.OpenAsync("shop", context.RequestAborted);
        try
        {
            if (await connection.ExecuteScalarAsync<bool>("SELECT suspended FROM tenant"))
            {
                logger.LogWarning("Suspended");
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return;
            }
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
        await connection.DisposeAsync();
        await next(context);
    }
}

public static class TenantServices
{
    // good: the container disposes the session
    public static IServiceCollection AddTenants(this IServiceCollection services) => services
        .AddSingleton<TenantDatabases>()
        .AddScoped<ITenantSession, TenantSession>()
        .AddScoped<InvoiceRepository>();

    // good: the container's own connection
    public static int Count(IServiceProvider services)
    {
        using var scope = services.CreateScope();
        var session = scope.ServiceProvider.GetRequiredService<ITenantSession>();
        return session.Connection.ExecuteScalar<int>("SELECT COUNT(*) FROM invoices");
    }

    // bad: at start-up one connection is opened to look, and kept open by nobody
    public static async Task Check(IServiceProvider services, IEnumerable<string> tenants)
    {
        var databases = services.GetRequiredService<TenantDatabases>();
        foreach (var tenant in tenants)
            await {|NEEDS103:databases.OpenAsync(tenant)|};
    }
}
