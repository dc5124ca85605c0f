using System.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Needs.AspNetCore.Tests.Hosting;
using Needs.Testing;

namespace Needs.AspNetCore.Tests.Health;

public sealed class HealthCheckTests
{
    private static readonly HandlerDescriptor Find = new("Shop.Orders.Find");

    private readonly FakeTimeProvider _time = new();
    private readonly FakeDataSource _shop = new(connectionString: "Server=db1;User ID=web;Password=hunter2");
    private readonly FakeDataSource _reports = new();

    [Fact]
    public async Task AllAnswer_IsHealthyWithCounts()
    {
        await using var services = Services();
        await using var lease = await Shop(services).LendAsync(Find);

        var entry = await CheckAsync(services);

        Assert.Equal(HealthStatus.Healthy, entry.Status);
        Assert.Null(entry.Description);
        Assert.Equal(
            [("reports.held", 0), ("reports.waiting", 0), ("shop.held", 1), ("shop.max", 2), ("shop.waiting", 0)],
            entry.Data.Select(pair => (pair.Key, (int)pair.Value)).Order());
        Assert.Equal(1, Shop(services).LeaseCount);
    }

    [Fact]
    public async Task FullPool_IsBusyAndNotAskedForAnother()
    {
        await using var services = Services();
        await using var first = await Shop(services).LendAsync(Find);
        await using var second = await Shop(services).LendAsync(Find);
        var opened = _shop.Log.Count(FakeOperation.Open);

        var entry = await CheckAsync(services);

        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Equal("Database 'shop': busy: 2 of 2 connections are lent, 0 calls wait.", entry.Description);
        Assert.Equal(opened, _shop.Log.Count(FakeOperation.Open));
        Assert.Equal(2, Shop(services).LeaseCount);
    }

    [Fact]
    public async Task ExhaustedPoolOfTheDriver_IsBusyAndNotUnhealthy()
    {
        var small = new FakeDataSource(poolSize: 1);
        await using var services = Services(
            needs => needs.AddDatabase("small", small), configure: options => Hurry(options, "small"));
        await using var lease = await services.GetRequiredKeyedService<Database>("small").LendAsync(Find);

        var entry = await CheckAsync(services);

        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Equal("Database 'small': no connection that answers within 0.05 s.", entry.Description);
    }

    [Fact]
    public async Task LeaseHeldTooLong_IsDegraded()
    {
        await using var services = Services();
        await using var lease = await Shop(services).LendAsync(Find);
        _time.Advance(TimeSpan.FromSeconds(31));

        var entry = await CheckAsync(services);

        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Equal("Database 'shop': Shop.Orders.Find has held a connection for 31.0 s.", entry.Description);
    }

    [Fact]
    public async Task CallThatWaits_IsDegraded()
    {
        await using var services = Services();
        var gate = _shop.At(FakeOperation.Begin).Waits();
        var beginning = Shop(services).LendInTransactionAsync(Find).AsTask();
        await gate.Reached;
        _time.Advance(TimeSpan.FromSeconds(3));

        var entry = await CheckAsync(services);

        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Equal("Database 'shop': 1 call has waited 3.0 s for a connection.", entry.Description);
        gate.Release();
        await (await beginning).ReturnAsync();
    }

    [Theory]
    [InlineData(FakeOperation.Open, "it lent no connection.")]
    [InlineData(FakeOperation.Execute, "it did not answer the probe.")]
    public async Task DatabaseThatFails_IsUnhealthyWithTheDriversErrorAsExceptionOnly(FakeOperation operation, string problem)
    {
        await using var services = Services();
        var error = new FakeDbException("user 'web' of 10.0.0.1 was turned away");
        _shop.At(operation).Throws(error);

        var entry = await CheckAsync(services);

        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.Equal($"Database 'shop': {problem}", entry.Description);
        Assert.Same(error, entry.Exception);
        Assert.Equal(0, Shop(services).LeaseCount);
    }

    [Fact]
    public async Task FailureStatus_IsReportedInstead()
    {
        await using var services = Services(failureStatus: HealthStatus.Degraded);
        _shop.At(FakeOperation.Open).Throws(new FakeDbException("down"));

        Assert.Equal(HealthStatus.Degraded, (await CheckAsync(services)).Status);
    }

    [Theory]
    [InlineData(FakeOperation.Open)]
    [InlineData(FakeOperation.Execute)]
    public async Task DatabaseThatHangs_IsUnhealthyInTime(FakeOperation operation)
    {
        await using var services = Services(configure: options => Hurry(options, "shop"));
        var gate = _shop.At(operation).Waits();

        var entry = await CheckAsync(services).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.Equal("Database 'shop': no connection that answers within 0.05 s.", entry.Description);
        gate.Release();
    }

    [Fact]
    public async Task DriverThatDoesNotHeedItsToken_IsUnhealthyInTimeAndLeftToEnd()
    {
        var answer = new TaskCompletionSource();
        _shop.MakeConnection = source => new DeafConnection(source, answer.Task);
        await using var services = Services(configure: options => Hurry(options, "shop"));

        var entry = await CheckAsync(services).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(HealthStatus.Unhealthy, entry.Status);
        Assert.Equal("Database 'shop': no connection that answers within 0.05 s.", entry.Description);
        answer.SetResult();
        Assert.True(await Shop(services).DrainAsync());
    }

    [Theory]
    [InlineData("Timeout", "NeedsHealthCheckOptions.Timeout is -00:00:03: it must be more than zero, and a day at most.")]
    [InlineData("ProbeSql", "NeedsHealthCheckOptions.ProbeSql is empty: give it a statement, or null for the usual one.")]
    public void SenselessOption_IsRefusedAtOnce(string option, string message)
    {
        var checks = new ServiceCollection().AddHealthChecks();

        var error = Assert.Throws<ArgumentException>(() => checks.AddNeeds(configure: options =>
        {
            if (option == "Timeout") options.Timeout = TimeSpan.FromSeconds(-3);
            else options.ProbeSql = "";
        }));

        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void DatabaseThatDoesNotExist_StopsTheStart()
    {
        using var services = Services(configure: options => options.Databases.Add("shpo"));

        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<Databases>());

        Assert.Equal(
            "The health check 'needs' is to check 'shpo', but there is no such database (there is: 'reports', 'shop'): correct the name, or add the database.",
            Assert.Single(error.Failures));
    }

    [Fact]
    public async Task NoDatabases_SaysWhatToCall()
    {
        await using var services = Registered.Services(all => all.AddLogging().AddHealthChecks().AddNeeds());

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => services.GetRequiredService<HealthCheckService>().CheckHealthAsync());

        Assert.StartsWith("There is no database to check: call builder.Services.AddNeeds(…)", error.Message);
    }

    [Theory]
    [InlineData(null, false, "SELECT 1")]
    [InlineData(null, true, "DO 1")]
    [InlineData("SELECT 1 FROM dual", true, "SELECT 1 FROM dual")]
    public async Task Probe_IsTheDriversOrTheOneThatWasSet(string? set, bool isMySql, string expected)
    {
        var asked = new List<string>();
        _shop.Query = sql =>
        {
            asked.Add(sql);
            return new DataTable();
        };
        if (isMySql) _shop.MakeConnection = source => new MySqlConnection(source);
        await using var services = Services(configure: options =>
        {
            options.ProbeSql = set;
            options.Databases.Add("shop");
        });

        await CheckAsync(services);

        Assert.Equal([expected], asked);
        Assert.Empty(_reports.Log.Events);
    }

    [Fact]
    public async Task TenantsAndSecrets_AreLeftOut()
    {
        var tenant = new FakeDataSource();
        await using var services = Services(needs => needs.AddTenants(_ => tenant, _ => null));
        var lease = await services.GetRequiredService<Databases>().Get(new DatabaseKey("ann", "hunter2", "db1", "a")).LendAsync(Find);
        await lease.ReturnAsync();
        var events = tenant.Log.Events.Count;
        _shop.At(FakeOperation.Open).Throws(new FakeDbException("down"));

        var entry = await CheckAsync(services);

        Assert.Equal(events, tenant.Log.Events.Count);
        Assert.DoesNotContain("hunter2", $"{entry.Description} {entry.Exception} {string.Join(' ', entry.Data)}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Registration_TakesNameTagsAndTimeout()
    {
        await using var services = Services();
        var options = services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value;

        var registration = Assert.Single(options.Registrations);

        Assert.Equal("needs", registration.Name);
        Assert.Equal(["ready"], registration.Tags);
        Assert.Equal(TimeSpan.FromMinutes(1), registration.Timeout);
    }

    private ServiceProvider Services(
        Action<NeedsBuilder>? add = null, Action<NeedsHealthCheckOptions>? configure = null, HealthStatus? failureStatus = null) =>
        Registered.Services(all =>
        {
            all.AddSingleton<TimeProvider>(_time);
            all.AddNeeds(needs =>
            {
                needs.AddDatabase("shop", _shop, options => options.MaxLeases = 2).AddDatabase("reports", _reports);
                add?.Invoke(needs);
            });
            all.AddHealthChecks().AddNeeds(failureStatus: failureStatus, tags: ["ready"], timeout: TimeSpan.FromMinutes(1), configure: options =>
            {
                options.Timeout = TimeSpan.FromSeconds(30);
                configure?.Invoke(options);
            });
        });

    private static void Hurry(NeedsHealthCheckOptions options, string database)
    {
        options.Timeout = TimeSpan.FromMilliseconds(50);
        options.Databases.Add(database);
    }

    private static Database Shop(ServiceProvider services) => services.GetRequiredService<Databases>()["shop"];

    private static async Task<HealthReportEntry> CheckAsync(ServiceProvider services) =>
        Assert.Single((await services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries).Value;

    /// <summary>Opens when it likes, whatever its token says.</summary>
    private sealed class DeafConnection(FakeDataSource source, Task answer) : FakeConnection(source)
    {
        public override async Task OpenAsync(CancellationToken cancellationToken)
        {
            await answer;
            await base.OpenAsync(CancellationToken.None);
        }
    }

    /// <summary>Named as those of both MySQL drivers are.</summary>
    private sealed class MySqlConnection(FakeDataSource source) : FakeConnection(source);
}
