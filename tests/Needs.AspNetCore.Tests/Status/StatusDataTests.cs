using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Needs.AspNetCore.Tests.Endpoints;
using Needs.Testing;

namespace Needs.AspNetCore.Tests.Status;

public sealed class StatusDataTests
{
    private static readonly HandlerDescriptor Find = new("Shop.Orders.Find");
    private static readonly HandlerDescriptor Year = new("Shop.Reports.<Year>&\"é");

    private readonly FakeTimeProvider _time = new();
    private readonly FakeDataSource _source = new(connectionString: "Server=db1;User ID=web;Password=hunter2");

    [Fact]
    public async Task NothingLent_ShowsEveryDatabase()
    {
        await using var app = await StartAsync();

        using var data = await ReadAsync(app);

        Assert.Equal(0, data.RootElement.GetProperty("tenantCount").GetInt32());
        Assert.Equal(["default", "reporting", "shop", "all tenants"], data.RootElement.GetProperty("databases").EnumerateArray().Select(Name));
        var shop = Shop(data);
        Assert.Equal((0, 0, 2, 30), (shop.GetProperty("held").GetInt32(), shop.GetProperty("waiting").GetInt32(), shop.GetProperty("maxLeases").GetInt32(), shop.GetProperty("holdWarning").GetDouble()));
        Assert.False(shop.GetProperty("suspect").GetBoolean());
        Assert.Empty(shop.GetProperty("troubles").EnumerateArray());
        Assert.Equal(JsonValueKind.Null, data.RootElement.GetProperty("databases")[0].GetProperty("maxLeases").ValueKind);
    }

    [Fact]
    public async Task ReturnedLease_IsCountedByHandlerWithItsTimes()
    {
        await using var app = await StartAsync();
        var lease = await Database(app).LendAsync(Year);
        _time.Advance(TimeSpan.FromMilliseconds(300));
        await lease.ReturnAsync();

        using var data = await ReadAsync(app);

        var year = Assert.Single(Shop(data).GetProperty("handlers").EnumerateArray());
        Assert.Equal(Year.Name, Name(year));
        Assert.Equal((1, 0, 0, 0, 0), (Count(year, "lent"), Count(year, "held"), Count(year, "waiting"), Count(year, "refused"), Count(year, "retries")));
        var hold = year.GetProperty("hold");
        Assert.Equal(1, Count(hold, "count"));
        Assert.InRange(hold.GetProperty("p99").GetDouble(), 0.3, 0.6);
        Assert.Equal(1, Assert.Single(hold.GetProperty("buckets").EnumerateArray())[1].GetInt32());
        Assert.Equal(1, Count(year.GetProperty("wait"), "count"));
    }

    [Fact]
    public async Task FullPool_ShowsHoldersAndWaitersWithAgesAndSaysWhatIsWrong()
    {
        await using var app = await StartAsync();
        var shop = Database(app);
        await using var first = await shop.LendAsync(Year);
        _time.Advance(TimeSpan.FromSeconds(40));
        await using var second = await shop.LendAsync(Find);
        using var giveUp = new CancellationTokenSource();
        var third = shop.LendAsync(Find, giveUp.Token).AsTask();
        _time.Advance(TimeSpan.FromSeconds(2));

        using var data = await ReadAsync(app);

        var status = Shop(data);
        Assert.Equal((2, 1, 3), (Count(status, "held"), Count(status, "waiting"), Count(status, "leaseCount")));
        Assert.Equal(
            [(Year.Name, 42d, 42d, false), (Find.Name, 2d, 2d, false), (Find.Name, 2d, 0d, true)],
            status.GetProperty("leases").EnumerateArray().Select(lease => (
                lease.GetProperty("handler").GetString()!, lease.GetProperty("age").GetDouble(), lease.GetProperty("held").GetDouble(), lease.GetProperty("waiting").GetBoolean())));
        Assert.Equal(
            [
                (true, "all 2 connections are lent, and 1 call has waited 2.0 s for a connection."),
                (true, $"{Year.Name} has held a connection for 42.0 s."),
            ],
            status.GetProperty("troubles").EnumerateArray().Select(trouble => (trouble.GetProperty("severe").GetBoolean(), trouble.GetProperty("text").GetString()!)));

        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third);
    }

    [Fact]
    public async Task Tenants_AreShownTogetherWithALineForEach()
    {
        await using var app = await StartAsync();
        var databases = app.Services.GetRequiredService<Databases>();
        await using var quiet = await databases.Get(new DatabaseKey("ann", "hunter2", "db1", "a")).LendAsync(Find);
        await using var troubled = await databases.Get(new DatabaseKey("bob", "hunter2", "db1", "b")).LendAsync(Year);
        await quiet.ReturnAsync();
        _time.Advance(TimeSpan.FromSeconds(40));

        using var data = await ReadAsync(app);

        var together = data.RootElement.GetProperty("databases").EnumerateArray().Last();
        Assert.Equal(("all tenants", 1), (Name(together), Count(together, "held")));
        Assert.StartsWith("2 tenants, ", together.GetProperty("note").GetString());
        Assert.Equal(
            $"{Year.Name} has held a connection for 40.0 s.", Assert.Single(together.GetProperty("troubles").EnumerateArray()).GetProperty("text").GetString());
        Assert.Equal(2, data.RootElement.GetProperty("tenantCount").GetInt32());
        Assert.Equal(
            [("bob@db1/b", true), ("ann@db1/a", false)],
            data.RootElement.GetProperty("tenants").EnumerateArray().Select(tenant => (Name(tenant), tenant.GetProperty("troubled").GetBoolean())));
    }

    private Task<EndpointApp> StartAsync() => EndpointApp.StartAsync(
        builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(_time);
            builder.Services.AddNeeds(needs => needs
                .AddDatabase("shop", _source, options => options.MaxLeases = 2)
                .AddTenants(_ => new FakeDataSource(), _ => null));
        },
        app => app.MapNeedsStatus());

    private static Database Database(EndpointApp app) => app.Services.GetRequiredService<Databases>()["shop"];

    private static async Task<JsonDocument> ReadAsync(EndpointApp app)
    {
        var text = await app.Client.GetStringAsync("/needs/data");
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
        return JsonDocument.Parse(text);
    }

    private static JsonElement Shop(JsonDocument data) =>
        data.RootElement.GetProperty("databases").EnumerateArray().Single(database => Name(database) == "shop");

    private static string Name(JsonElement element) => element.GetProperty("name").GetString()!;

    private static int Count(JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
