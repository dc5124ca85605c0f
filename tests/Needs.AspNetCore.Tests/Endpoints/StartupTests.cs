using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Needs.Testing;

namespace Needs.AspNetCore.Tests.Endpoints;

/// <summary>What would fail every request fails the start, and says which handler and what to do.</summary>
public sealed class StartupTests
{
    [Fact]
    public async Task NoDatabaseAtAll_FailsAtMapHandlers()
    {
        var error = await MapAsync("""[HttpGet("/"), NeedsDb] public static int Count(FakeConnection db) => 1;""", static _ => { });

        Assert.Equal(
            "The handler Orders.Count is mapped, but no database is registered to lend it a connection: call builder.Services.AddNeeds(…) before the application is built.",
            error?.Message);
    }

    [Fact]
    public async Task UnknownDatabase_FailsAtMapHandlersWithTheNamesThatExist()
    {
        var error = await MapAsync(
            """[HttpGet("/"), NeedsDb("reprting")] public static int Count(FakeConnection db) => 1;""",
            static services => services.AddNeeds(needs => needs.AddDatabase("main", new FakeDataSource()).AddDatabase("reporting", new FakeDataSource())));

        Assert.StartsWith("The handler Orders.Count can't be mapped: There is no database named 'reprting'.", error?.Message, StringComparison.Ordinal);
        Assert.Contains("'reporting'", error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoDefaultDatabase_FailsAtMapHandlers()
    {
        var error = await MapAsync(
            """[HttpGet("/"), NeedsDb] public static int Count(FakeConnection db) => 1;""",
            static services => services.AddNeeds(needs => needs.AddDatabase("one", new FakeDataSource()).AddDatabase("two", new FakeDataSource())));

        Assert.StartsWith("The handler Orders.Count can't be mapped: There is no default database", error?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DatabasesThatTenantsBring_AreNotAskedForAtTheStart() => Assert.Null(await MapAsync(
        """[HttpGet("/"), NeedsDb] public static int Count(FakeConnection db) => 1;""",
        static services => services.AddNeeds(needs => needs.AddTenants(_ => new FakeDataSource(), _ => null))));

    [Theory]
    [InlineData("[NeedsDb]")]
    [InlineData("[NeedsDb(\"main\")]")]
    public async Task DatabaseOfTheApplicationsOwnRegistration_Suffices(string needsDb) => Assert.Null(await MapAsync(
        $$"""[HttpGet("/")] {{needsDb}} public static int Count(FakeConnection db) => 1;""",
        static services => services.AddSingleton(new Database(new FakeDataSource())).AddKeyedSingleton("main", new Database(new FakeDataSource()))));

    [Theory]
    [InlineData("[HttpGet(\"/\")]", "Missing service", "The handler Orders.Count needs 'service', which can only be a service here, but no Missing is registered")]
    [InlineData("[HttpGet(\"/\")]", "IMissing service", "The handler Orders.Count needs 'service'")]
    [InlineData("[HttpPost(\"/\")]", "IMissing service", "The handler Orders.Count needs 'service', but no IMissing is registered, and JSON can't make one")]
    [InlineData("[HttpPost(\"/\")]", "Missing one, Missing two", "The handler Orders.Count reads both 'one' and 'two' from the request's one body")]
    [InlineData("[HttpGet(\"/{id}\")]", "[FromRoute] int number", "The handler Orders.Count reads 'number' from the route, but '/{id}' has no parameter of that name")]
    public async Task ParameterThatNoRequestCouldFill_FailsTheStart(string route, string parameters, string message)
    {
        var error = await MapAsync(
            $$"""{{route}} [NeedsDb] public static int Count(FakeConnection db, {{parameters}}) => 1;""",
            static services => services.AddNeeds(needs => needs.AddDatabase(new FakeDataSource())));

        Assert.StartsWith(message, error?.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[HttpGet(\"/\")]", "Missing? service")]
    [InlineData("[HttpGet(\"/\")]", "IMissing? service")]
    [InlineData("[HttpPost(\"/\")]", "IMissing? service, Missing body")]
    public async Task OptionalServiceThatIsMissing_IsNoProblem(string route, string parameters) => Assert.Null(await MapAsync(
        $$"""{{route}} [NeedsDb] public static int Count(FakeConnection db, {{parameters}}) => 1;""",
        static services => services.AddNeeds(needs => needs.AddDatabase(new FakeDataSource()))));

    [Fact]
    public async Task RouteValueOfTheGroup_IsARouteValue() => Assert.Null(await MapAsync(
        """[HttpGet("/{id}"), NeedsDb] public static int Count(FakeConnection db, [FromRoute] int shop, int id) => 1;""",
        static services => services.AddNeeds(needs => needs.AddDatabase(new FakeDataSource())),
        prefix: "/{shop}"));

    /// <summary>Compiles an application with one handler, maps it and starts it.</summary>
    /// <returns>What failed.</returns>
    private static async Task<Exception?> MapAsync(string handler, Action<IServiceCollection> register, string prefix = "")
    {
        var assembly = new GeneratorRunner { AspNetCore = true }.Run($$"""
            using Microsoft.AspNetCore.Mvc;
            using Needs;
            using Needs.Testing;
            public interface IMissing { }
            public sealed class Missing { }
            public static partial class Orders { {{handler}} }
            """).Load();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseTestServer();
        register(builder.Services);
        await using var app = builder.Build();
        return await Record.ExceptionAsync(async () =>
        {
            var map = assembly.GetType("Microsoft.AspNetCore.Builder.HandlerEndpoints")!.GetMethod("MapHandlers", BindingFlags.Static | BindingFlags.NonPublic)!;
            map.CreateDelegate<Func<IEndpointRouteBuilder, RouteGroupBuilder>>()(app.MapGroup(prefix));
            await app.StartAsync();
            _ = app.Services.GetRequiredService<EndpointDataSource>().Endpoints;
        });
    }
}
