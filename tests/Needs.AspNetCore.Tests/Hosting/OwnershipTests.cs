using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Needs.Testing;

namespace Needs.AspNetCore.Tests.Hosting;

public sealed class OwnershipTests
{
    [Fact]
    public async Task DataSourceOfTheCaller_StaysOpen()
    {
        var source = new FakeDataSource();

        await RunAsync(needs => needs.AddDatabase(source));

        Assert.False(source.IsDisposed);
    }

    [Fact]
    public async Task DataSourceOfAFactory_IsDisposedWithTheServices()
    {
        var source = new FakeDataSource();

        await RunAsync(needs => needs.AddDatabase(_ => source));

        Assert.True(source.IsDisposed);
    }

    [Fact]
    public async Task OptionsOfTheDatabase_DecideOtherwise()
    {
        var (kept, given) = (new FakeDataSource(), new FakeDataSource());

        await RunAsync(needs => needs
            .AddDatabase("kept", _ => kept, options => options.OwnsDataSource = false)
            .AddDatabase("given", given, options => options.OwnsDataSource = true));

        Assert.Equal((false, true), (kept.IsDisposed, given.IsDisposed));
    }

    [Fact]
    public async Task DataSourceByConnectionString_IsMadeOnceAndDisposedWithTheServices()
    {
        var factory = new FakeProviderFactory();

        await RunAsync(needs => needs.AddDatabase(factory, "Server=one").AddDatabase("two", factory, "Server=two"));

        Assert.Equal(["Server=one", "Server=two"], factory.Made.Select(source => source.ConnectionString));
        Assert.All(factory.Made, source => Assert.True(source.IsDisposed));
    }

    [Fact]
    public async Task RegisteredDataSource_IsUsedAndLeftToTheServices()
    {
        var order = new List<string>();
        await using (var services = Registered.Services(all => all
            .AddSingleton(_ => new RegisteredSource(order))
            .AddKeyedSingleton<DbDataSource>("reporting", (_, _) => new FakeDataSource())
            .AddNeeds(needs => needs.AddDatabase<RegisteredSource>().AddDatabase<DbDataSource>("reporting", serviceKey: "reporting"))))
        {
            var databases = services.GetRequiredService<Databases>();
            databases["default"].ReturnFailed += _ => { };
            var lease = await databases["default"].LendAsync(Registered.Handler);
            await using var other = await databases["reporting"].LendAsync(Registered.Handler);
            _ = Task.Run(async () =>
            {
                await Task.Delay(50);
                lock (order) order.Add("lease returned");
                await lease.ReturnAsync();
            });
        }

        Assert.Equal(["lease returned", "data source disposed"], order);
    }

    [Fact]
    public async Task ServicesDisposedSynchronously_CloseTheDatabases()
    {
        var source = new FakeDataSource();
        Database database;
        using (var services = Registered.Databases(needs => needs.AddDatabase(_ => source)))
            database = services.GetRequiredService<Database>();

        Assert.True(source.IsDisposed);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await database.LendAsync(Registered.Handler));
    }

    [Fact]
    public void FactoryThatFails_ClosesWhatWasMadeBefore()
    {
        var source = new FakeDataSource();
        using var services = Registered.Databases(needs => needs
            .AddDatabase(_ => source)
            .AddDatabase("broken", _ => throw new FakeDbException("no such driver")));

        var error = Assert.Throws<InvalidOperationException>(() => services.GetRequiredService<Databases>());

        Assert.Equal("Database 'broken' could not be made (AddDatabase(factory)): no such driver", error.Message);
        Assert.True(source.IsDisposed);
    }

    [Fact]
    public void RegisteredDataSourceThatIsMissing_ThrowsAndSaysWhatToRegister()
    {
        using var services = Registered.Databases(needs => needs.AddDatabase<RegisteredSource>("shop", serviceKey: "main"));

        var error = Assert.Throws<InvalidOperationException>(() => services.GetRequiredService<Databases>());

        Assert.Contains("No RegisteredSource is registered with the services under the key 'main': register it", error.Message);
    }

    private static async Task RunAsync(Action<NeedsBuilder> configure)
    {
        await using var services = Registered.Databases(configure);
        foreach (var name in services.GetRequiredService<Databases>().Names)
        {
            await using var lease = await services.GetRequiredKeyedService<Database>(name).LendAsync(Registered.Handler);
        }
    }

    private sealed class RegisteredSource(List<string> order) : DbDataSource
    {
        private readonly FakeDataSource _fake = new();

        public override string ConnectionString => _fake.ConnectionString;

        protected override DbConnection CreateDbConnection() => _fake.CreateConnection();

        protected override ValueTask DisposeAsyncCore()
        {
            lock (order) order.Add("data source disposed");
            return default;
        }
    }
}
