using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Needs.Testing;

namespace Needs.AspNetCore.Tests.Hosting;

public sealed class ConfigurationTests
{
    private readonly FakeProviderFactory _factory = new();

    [Fact]
    public void ConnectionStringCalledDefault_IsTheDefaultDatabase()
    {
        using var services = Services(("ConnectionStrings:Default", "Server=shop"));

        Assert.Equal("default", services.GetRequiredService<Database>().Name);
        Assert.Equal(["Server=shop"], Sources());
    }

    [Theory]
    [InlineData("Needs:Databases:shop", "Server=x")]
    [InlineData("Needs:Databases:shop:ConnectionString", "Server=x")]
    [InlineData("Needs:Databases:shop:ConnectionStringName", "Other")]
    [InlineData("Needs:Databases:shop:ShutdownTimeout", "00:00:05")]
    public void Database_TakesItsConnectionStringFromEachPlace(string key, string value)
    {
        using var services = Services((key, value), ("ConnectionStrings:Shop", "Server=x"), ("ConnectionStrings:Other", "Server=x"));

        Assert.Equal(["shop"], services.GetRequiredService<Databases>().Names);
        Assert.Equal(["Server=x"], Sources());
    }

    [Fact]
    public void SeveralDatabases_AreAllMade()
    {
        using var services = Services(
            ("Needs:DefaultDatabase", "shop"),
            ("Needs:Databases:shop:ConnectionString", "Server=1"),
            ("Needs:Databases:reporting:ConnectionString", "Server=2"));

        Assert.Equal(["reporting", "shop"], services.GetRequiredService<Databases>().Names);
        Assert.Equal("shop", services.GetRequiredService<Database>().Name);
    }

    [Fact]
    public void SectionOfItsOwn_FindsConnectionStringsInTheApplicationsConfiguration()
    {
        var configuration = Registered.Configuration(
            ("Backend:Db:Databases:shop:ConnectionStringName", "Main"), ("ConnectionStrings:Main", "Server=main"));
        using var services = Registered.Services(all => all
            .AddSingleton<IConfiguration>(configuration)
            .AddNeeds(configuration.GetSection("Backend:Db"), _factory));

        Assert.Equal("shop", services.GetRequiredService<Database>().Name);
        Assert.Equal(["Server=main"], Sources());
    }

    [Fact]
    public void ConfigurationAndCode_AddUp()
    {
        var configuration = Registered.Configuration(("ConnectionStrings:default", "Server=1"));
        using var services = Registered.Services(all => all
            .AddNeeds(configuration, _factory, needs => needs.AddDatabase("cache", new FakeDataSource()))
            .AddNeeds(needs => needs.AddDatabase("reporting", new FakeDataSource())));

        Assert.Equal(["cache", "default", "reporting"], services.GetRequiredService<Databases>().Names);
    }

    [Fact]
    public void SettingThatChangesBeforeTheStart_IsRead()
    {
        var configuration = Registered.Configuration(("ConnectionStrings:default", "Server=old"));
        using var services = Registered.Services(all => all.AddNeeds(configuration, _factory));
        configuration["ConnectionStrings:default"] = "Server=new";

        services.GetRequiredService<Databases>();

        Assert.Equal(["Server=new"], Sources());
    }

    [Fact]
    public async Task ShutdownTimeouts_AreReadForAllAndForOne()
    {
        var log = new LogCollector();
        var services = Registered.Services(all => all
            .AddLogging(logging => logging.AddProvider(log))
            .AddNeeds(
                Registered.Configuration(
                    ("Needs:ShutdownTimeout", "00:00:00"),
                    ("Needs:Databases:a:ConnectionString", "Server=1"),
                    ("Needs:Databases:b:ConnectionString", "Server=2"),
                    ("Needs:Databases:b:ShutdownTimeout", "00:00:00.020")),
                _factory));
        foreach (var name in new[] { "a", "b" })
            await services.GetRequiredKeyedService<Database>(name).LendAsync(Registered.Handler);

        await services.DisposeAsync();

        Assert.Single(log.Lines, line => line.StartsWith("Warning: Database 'a' closed after waiting 00:00:00 for 1", StringComparison.Ordinal));
        Assert.Single(log.Lines, line => line.StartsWith("Warning: Database 'b' closed after waiting 00:00:00.0200000 for 1", StringComparison.Ordinal));
    }

    [Fact]
    public void MaxLeases_AreReadForAllAndForOne()
    {
        using var services = Services(
            ("Needs:MaxLeases", "8"),
            ("Needs:Databases:a:ConnectionString", "Server=1"),
            ("Needs:Databases:b:ConnectionString", "Server=2"),
            ("Needs:Databases:b:MaxLeases", "3"));

        Assert.Equal(8, Status(services, "a").MaxLeases);
        Assert.Equal(3, Status(services, "b").MaxLeases);
    }

    [Fact]
    public void HoldWarnings_AreReadForAllAndForOne()
    {
        using var services = Services(
            ("Needs:HoldWarning", "never"),
            ("Needs:Databases:a:ConnectionString", "Server=1"),
            ("Needs:Databases:b:ConnectionString", "Server=2"),
            ("Needs:Databases:b:HoldWarning", "00:00:05"));

        Assert.Equal(Timeout.InfiniteTimeSpan, Status(services, "a").HoldWarning);
        Assert.Equal(TimeSpan.FromSeconds(5), Status(services, "b").HoldWarning);
    }

    [Fact]
    public async Task WaitLimits_AreReadForAllAndForOne()
    {
        using var services = Services(
            ("Needs:MaxLeases", "1"),
            ("Needs:WaitLimit", "00:00:00.020"),
            ("Needs:Databases:a:ConnectionString", "Server=1"),
            ("Needs:Databases:b:ConnectionString", "Server=2"),
            ("Needs:Databases:b:WaitLimit", "00:10:00"));
        var (a, b) = (services.GetRequiredKeyedService<Database>("a"), services.GetRequiredKeyedService<Database>("b"));
        var patient = new HandlerDescriptor("Shop.Reports.Year") { WaitMilliseconds = 600_000 };
        var (first, second) = (await a.LendAsync(patient), await b.LendAsync(patient));

        var waiting = b.LendAsync(Registered.Handler).AsTask();
        await Assert.ThrowsAsync<DatabaseBusyException>(() => a.LendAsync(Registered.Handler).AsTask());

        Assert.False(waiting.IsCompleted);
        await first.ReturnAsync();
        await second.ReturnAsync();
        await (await waiting).ReturnAsync();
    }

    [Fact]
    public async Task SessionReset_IsReadForAllAndForOne()
    {
        var reset = 0;
        var handler = new HandlerDescriptor("Shop.Orders.Find").Resets<FakeConnection>((connection, _) =>
        {
            // Registered for all fakes of the process: only those of this test count.
            if (connection.ConnectionString.Contains("Server=session", StringComparison.Ordinal)) Interlocked.Increment(ref reset);
            return default;
        });
        var services = Services(
            ("Needs:SessionReset", "bydriver"),
            ("Needs:Databases:a:ConnectionString", "Server=session1;ConnectionReset=false"),
            ("Needs:Databases:b:ConnectionString", "Server=session2;ConnectionReset=false"),
            ("Needs:Databases:b:SessionReset", "FullAtReturn"));
        var databases = services.GetRequiredService<Databases>();

        await (await databases["a"].LendAsync(handler)).ReturnAsync();
        await (await databases["b"].LendAsync(handler)).ReturnAsync();
        await services.DisposeAsync();

        Assert.Equal(1, reset);
    }

    [Theory]
    [InlineData("Needs:NestedLoans")]
    [InlineData("Needs:Databases:shop:NestedLoans")]
    public async Task NestedLoans_AreReadForAllAndForOne(string key)
    {
        using var services = Services(("ConnectionStrings:shop", "Server=1"), ("Needs:Databases:shop:ConnectionStringName", "shop"), (key, "refuse"));
        await using var lease = services.GetRequiredService<Database>().Lend(Registered.Handler);

        Assert.Throws<InvalidOperationException>(() => services.GetRequiredService<Database>().Lend(Registered.Handler));
    }

    [Theory]
    [InlineData("Needs:ShutdownTimeout", "soon", "Needs:ShutdownTimeout is 'soon', which is no length of time: write it as hh:mm:ss, such as 00:00:30.")]
    [InlineData("Needs:ShutdownTimeout", "-00:00:01", "Needs:ShutdownTimeout is '-00:00:01': it must be zero or more.")]
    [InlineData("Needs:WaitLimit", "5", "Needs:WaitLimit is '5', which is no length of time: write it as hh:mm:ss, such as 00:00:30, or Never.")]
    [InlineData("Needs:WaitLimit", "00:00:00", "Needs:WaitLimit is '00:00:00': it must be more than zero, or Never.")]
    [InlineData("Needs:HoldWarning", "365.00:00:00", "Needs:HoldWarning is '365.00:00:00': it can be 49 days at most, or Never.")]
    [InlineData("Needs:MaxLeases:x", "5", "Needs:MaxLeases:x is no setting of Needs: Needs:MaxLeases is a single value.")]
    [InlineData("Needs:Tenants", "5", "Needs:Tenants has a value, but is a section: set Needs:Tenants:MaxConnections, say.")]
    [InlineData("Needs:Databases", "Server=1", "Needs:Databases has a value, but is a section: set Needs:Databases:<name>:ConnectionString, say.")]
    [InlineData("Needs:HoldWarning", "off", "Needs:HoldWarning is 'off', which is no length of time: write it as hh:mm:ss, such as 00:00:30, or Never.")]
    [InlineData("Needs:MaxLeases", "0", "Needs:MaxLeases is '0': write a number from 1.")]
    [InlineData("Needs:MaxLeases", "many", "Needs:MaxLeases is 'many': write a number from 1.")]
    [InlineData("Needs:SessionReset", "sometimes", "Needs:SessionReset is 'sometimes': write AtReturn or ByDriver or FullAtReturn.")]
    [InlineData("Needs:Databases:shop:MaxLeases", "-1", "Needs:Databases:shop:MaxLeases is '-1': write a number from 1.")]
    [InlineData("Needs:Databases:shop:SessionReset", "2", "Needs:Databases:shop:SessionReset is '2': write AtReturn or ByDriver or FullAtReturn.")]
    [InlineData("Needs:NestedLoans", "never", "Needs:NestedLoans is 'never': write Allow or Refuse.")]
    [InlineData("Needs:Databses:shop", "Server=1", "Needs:Databses is no setting of Needs: use one of DefaultDatabase, ShutdownTimeout, NestedLoans, MaxLeases, WaitLimit, HoldWarning, SessionReset, Databases, Tenants, or remove it.")]
    [InlineData("Needs:Databases:shop:Conection", "Server=1", "Needs:Databases:shop:Conection is no setting of Needs: use one of ConnectionString, ConnectionStringName, ShutdownTimeout, NestedLoans, MaxLeases, WaitLimit, HoldWarning, SessionReset, or remove it.")]
    [InlineData("Needs:Tenants:MaxConnections", "0", "Needs:Tenants:MaxConnections is '0': write a number from 1.")]
    [InlineData("Needs:Tenants:IdleTimeout", "10", "Needs:Tenants:IdleTimeout is '10', which is no length of time: write it as hh:mm:ss, such as 00:00:30, or Never.")]
    [InlineData("Needs:Tenants:Cap", "10", "Needs:Tenants:Cap is no setting of Needs: use one of MaxConnections, IdleTimeout, or remove it.")]
    [InlineData("Needs:DefaultDatabase", "shop", "The default database is to be 'shop', but there is none of that name (there is: 'default'): add it, or name another as default.")]
    [InlineData("Needs:Databases:shop:ShutdownTimeout", "00:00:01", "Database 'shop' has no connection string: set Needs:Databases:shop:ConnectionString, or ConnectionStrings:shop (environment variable ConnectionStrings__shop).")]
    [InlineData("Needs:Databases:shop:ConnectionStringName", "Main", "Database 'shop' has no connection string: set Needs:Databases:shop:ConnectionString, or ConnectionStrings:Main (environment variable ConnectionStrings__Main).")]
    public void MistakeInASetting_IsNamedWithItsKeyAndARemedy(string key, string value, string message)
    {
        using var services = Services(("ConnectionStrings:default", "Server=1"), (key, value));

        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<Databases>());

        Assert.Contains(message, error.Failures);
    }

    private ServiceProvider Services(params (string Key, string? Value)[] settings) =>
        Registered.Services(all => all.AddNeeds(Registered.Configuration(settings), _factory));

    private static DatabaseStatus Status(ServiceProvider services, string name) => services.GetRequiredService<Databases>()[name].GetStatus();

    private IEnumerable<string> Sources() => _factory.Made.Select(source => source.ConnectionString);
}
