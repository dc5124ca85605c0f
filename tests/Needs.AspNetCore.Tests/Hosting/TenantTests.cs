using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Needs.Testing;

namespace Needs.AspNetCore.Tests.Hosting;

public sealed class TenantTests
{
    private static readonly DatabaseKey Ann = new("ann", "s3cret", "db1", "shop");

    [Fact]
    public async Task Request_IsServedByItsOwnDatabaseMadeOnce()
    {
        var factory = new FakeProviderFactory();
        await using var services = Registered.Databases(needs =>
            needs.AddTenants(factory, "Server=shared;Maximum Pool Size=5", context => context.Items["key"] as DatabaseKey?));

        var first = RequestDatabase.Get(Request(services, Ann));
        var again = RequestDatabase.Get(Request(services, Ann));
        var other = RequestDatabase.Get(Request(services, Ann with { Password = "other" }));

        Assert.Same(first, again);
        Assert.NotSame(first, other);
        Assert.Equal("ann@db1/shop", first.Name);
        Assert.Equal(2, factory.Made.Count);
        Assert.Equal("server=db1;maximum pool size=5;database=shop;user id=ann;password=s3cret", factory.Made[0].ConnectionString, ignoreCase: true);
    }

    [Fact]
    public async Task TenantsDatabases_AreDisposedWithTheServices()
    {
        var source = new FakeDataSource();
        await using (var services = Registered.Databases(needs => needs.AddTenants(_ => source, _ => Ann)))
            RequestDatabase.Get(Request(services));

        Assert.True(source.IsDisposed);
    }

    [Fact]
    public async Task RequestWithoutTenant_IsServedByTheDefaultDatabase()
    {
        await using var services = Registered.Databases(needs =>
            needs.AddDatabase(new FakeDataSource()).AddTenants(_ => new FakeDataSource(), _ => null));

        Assert.Equal("default", RequestDatabase.Get(Request(services)).Name);
    }

    [Fact]
    public async Task RequestWithoutTenantOrDefault_ThrowsAndSaysWhatToDo()
    {
        await using var services = Registered.Databases(needs => needs.AddTenants(_ => new FakeDataSource(), _ => null));
        var request = Request(services);
        request.Request.Method = "GET";
        request.Request.Path = "/orders";

        var error = Assert.Throws<InvalidOperationException>(() => RequestDatabase.Get(request));

        Assert.StartsWith("The tenant resolver found no database for GET /orders, and there is no default one", error.Message);
    }

    [Fact]
    public async Task NamedDatabase_IsTheApplicationsOwn()
    {
        await using var services = Registered.Databases(needs =>
            needs.AddDatabase("reporting", new FakeDataSource()).AddTenants(_ => new FakeDataSource(), _ => Ann));

        Assert.Equal("reporting", RequestDatabase.Get(Request(services), "reporting").Name);
    }

    [Fact]
    public async Task ResolverThatIsGivenTheName_DecidesForEveryName()
    {
        var asked = new List<string>();
        await using var services = Registered.Databases(needs => needs
            .AddDatabase("shop", new FakeDataSource())
            .AddDatabase("reporting", new FakeDataSource())
            .UseDefaultDatabase("shop")
            .AddTenants((_, _) => new FakeDataSource(), (_, name) =>
            {
                asked.Add(name);
                return name == "reporting" ? Ann : null;
            }));

        Assert.Equal("shop", RequestDatabase.Get(Request(services)).Name);
        Assert.Equal("ann@db1/shop", RequestDatabase.Get(Request(services), "reporting").Name);
        Assert.Equal(["shop", "reporting"], asked);
    }

    [Fact]
    public async Task TenantsCredentials_AreInNoMessage()
    {
        var log = new LogCollector();
        var source = new FakeDataSource();
        source.At(FakeOperation.Close).Throws(new FakeDbException("lost"));
        var services = Registered.Services(all => all
            .AddLogging(logging => logging.AddProvider(log))
            .AddNeeds(needs => needs.AddTenants(_ => source, _ => Ann)));
        var database = RequestDatabase.Get(Request(services));
        await (await database.LendAsync(Registered.Handler)).ReturnAsync();

        await services.DisposeAsync();

        Assert.Contains(log.Lines, line => line.Contains("ann@db1/shop", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Contains("s3cret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task LimitsInCodeAndConfiguration_HoldForAllTenants()
    {
        var configuration = Registered.Configuration(("Needs:Tenants:MaxConnections", "7"), ("Needs:Tenants:IdleTimeout", "00:05:00"));
        await using var services = Registered.Services(all => all.AddNeeds(configuration, new FakeProviderFactory(), needs => needs
            .AddTenants(_ => new FakeDataSource(), _ => Ann, limits => limits.IdleTimeout = TimeSpan.FromMinutes(1))));

        Assert.Equal(7, services.GetRequiredService<Databases>().GetTenantsStatus()!.MaxConnections);
        Assert.Equal(TimeSpan.FromMinutes(1), services.GetRequiredService<IOptions<NeedsOptions>>().Value.TenantLimits.IdleTimeout);
    }

    [Fact]
    public async Task CapIsReached_OtherTenantWaits()
    {
        await using var services = Registered.Databases(needs => needs
            .AddTenants(_ => new FakeDataSource(), context => context.Items["key"] as DatabaseKey?, limits => limits.MaxConnections = 1));
        var ann = await RequestDatabase.Get(Request(services, Ann)).LendAsync(Registered.Handler);
        var bob = RequestDatabase.Get(Request(services, Ann with { User = "bob" })).LendAsync(Registered.Handler).AsTask();

        Assert.False(bob.IsCompleted);
        await ann.ReturnAsync();

        await (await bob).ReturnAsync();
    }

    [Theory]
    [InlineData(0, "Tenants: MaxConnections is 0: it must be 1 or more, or null for no limit.")]
    [InlineData(10, "Tenants: the connection string makes the driver open 2 connections for each tenant, asked for or not, so MaxConnections, 10, could not be kept to: remove Minimum Pool Size from it.")]
    public async Task LimitCannotBeKept_ApplicationDoesNotStart(int maxConnections, string message)
    {
        await using var services = Registered.Databases(needs => needs.AddTenants(
            new FakeProviderFactory(), "Server=shared;Min Pool Size=2", _ => Ann, limits => limits.MaxConnections = maxConnections));

        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<Databases>());

        Assert.Equal([message], error.Failures);
    }

    [Fact]
    public async Task DatabaseRegisteredByHand_ServesRequests()
    {
        var (main, reporting) = (new Database(new FakeDataSource()), new Database(new FakeDataSource()));
        await using var services = Registered.Services(all => all.AddSingleton(main).AddKeyedSingleton("reporting", reporting));

        Assert.Same(main, RequestDatabase.Get(Request(services)));
        Assert.Same(reporting, RequestDatabase.Get(Request(services), "reporting"));
    }

    [Fact]
    public async Task NothingRegistered_SaysToCallAddNeeds()
    {
        await using var services = Registered.Services(_ => { });

        var error = Assert.Throws<InvalidOperationException>(() => RequestDatabase.Get(Request(services)));

        Assert.Contains("call builder.Services.AddNeeds(…)", error.Message);
    }

    private static DefaultHttpContext Request(IServiceProvider services, DatabaseKey? key = null) =>
        new() { RequestServices = services, Items = { ["key"] = key } };
}
