using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Needs.Testing.Faults;
using Needs.Testing.MariaDb;

namespace Needs.MySql.Tests.Soak;

/// <summary>The shop on Kestrel, over a proxy, over a server of its own.</summary>
internal sealed class SoakApplication : IAsyncDisposable
{
    public const int PoolSize = 10;
    public const int Balance = 1000;

    /// <summary>Where the application says what a request failed with: its type, its kind, and the server's number.</summary>
    public const string ErrorHeader = "X-Error";

    private TestApplication _application = null!;

    private SoakApplication(MariaDbServer server, TestDatabase data)
    {
        Server = server;
        Data = data;
        Proxy = FaultProxy.Start("127.0.0.1", server.Port);
    }

    public MariaDbServer Server { get; }

    public FaultProxy Proxy { get; }

    /// <summary>What lies beside the proxy and the pool.</summary>
    public TestDatabase Data { get; }

    public Database Database => _application.Database;

    public Uri Address => _application.Address;

    public static async Task<SoakApplication> StartAsync()
    {
        var server = await MariaDbServer.StartAsync();
        var application = new SoakApplication(server, await TestDatabase.CreateAsync(PoolSize, server));
        await application.CreateTablesAsync();
        await application.StartApplicationAsync();
        return application;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        await Proxy.DisposeAsync();
        await Data.DisposeAsync();
        await Server.DisposeAsync();
    }

    private Task CreateTablesAsync() => Data.ExecuteAsync($"""
        USE {Data.Schema};
        DELETE FROM account;
        INSERT INTO account VALUES {string.Join(", ", Enumerable.Range(1, SoakHandlers.Accounts).Select(id => $"({id}, {Balance})"))};
        CREATE TABLE transfer (n BIGINT AUTO_INCREMENT PRIMARY KEY, id BIGINT NOT NULL, debtor INT NOT NULL, creditor INT NOT NULL, amount INT NOT NULL, KEY (id)) ENGINE=InnoDB;
        CREATE TABLE `order` (n BIGINT AUTO_INCREMENT PRIMARY KEY, id BIGINT NOT NULL, KEY (id)) ENGINE=InnoDB;
        CREATE TABLE order_line (n BIGINT AUTO_INCREMENT PRIMARY KEY, id BIGINT NOT NULL, line INT NOT NULL, KEY (id)) ENGINE=InnoDB;
        """);

    private async Task StartApplicationAsync()
    {
        var connection = new MySqlConnectionStringBuilder(Data.ConnectionString)
        {
            Port = (uint)Proxy.Port,
            MaximumPoolSize = PoolSize,
            ConnectionTimeout = 5,
            DefaultCommandTimeout = 5,
            CancellationTimeout = 1,
            AllowUserVariables = true,
        };
        _application = await TestApplication.StartAsync(connection.ConnectionString, endpoints =>
        {
            ((IApplicationBuilder)endpoints).Use(TellAsync);
            endpoints.MapPost("/transfer", SoakHandlers.TransferEndpoint);
            endpoints.MapPost("/order", SoakHandlers.OrderEndpoint);
            endpoints.MapPost("/throw", SoakHandlers.ThrowEndpoint);
            endpoints.MapPost("/leave", SoakHandlers.LeaveEndpoint);
            endpoints.MapGet("/read", SoakHandlers.ReadEndpoint);
            endpoints.MapGet("/report", SoakHandlers.ReportEndpoint);
            endpoints.MapGet("/close", SoakHandlers.CloseEndpoint);
            endpoints.MapGet("/stream", SoakHandlers.StreamEndpoint);
        });
    }

    private static async Task TellAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            context.Response.Headers[ErrorHeader] = $"{error.GetType().Name} {DatabaseError.Classify(error)} {(error as MySqlException)?.ErrorCode}".TrimEnd();
            await context.Response.WriteAsync(error.ToString());
        }
    }
}
