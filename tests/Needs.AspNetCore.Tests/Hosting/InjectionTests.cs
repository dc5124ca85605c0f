using Microsoft.Extensions.DependencyInjection;
using Needs.Testing;

namespace Needs.AspNetCore.Tests.Hosting;

public sealed class InjectionTests
{
    [Fact]
    public async Task DatabasesOfSeveralCalls_AreInjectedByName()
    {
        await using var services = Registered.Services(all => all
            .AddNeeds(needs => needs.AddDatabase(new FakeDataSource()))
            .AddNeeds(needs => needs.AddDatabase("reporting", new FakeDataSource())));

        var databases = services.GetRequiredService<Databases>();

        Assert.Equal(["default", "reporting"], databases.Names);
        Assert.Same(databases["default"], services.GetRequiredService<Database>());
        Assert.Same(databases["default"], services.GetRequiredKeyedService<Database>("default"));
        Assert.Same(databases["reporting"], services.GetRequiredKeyedService<Database>("reporting"));
    }

    [Fact]
    public async Task ConstructorParameters_ReceiveDefaultAndKeyedDatabase()
    {
        await using var services = Registered.Services(all => all
            .AddNeeds(needs => needs.AddDatabase(new FakeDataSource()).AddDatabase("reporting", new FakeDataSource()))
            .AddScoped<Consumer>());
        using var scope = services.CreateScope();

        var consumer = scope.ServiceProvider.GetRequiredService<Consumer>();

        Assert.Equal(("default", "reporting"), (consumer.Shop.Name, consumer.Reporting.Name));
    }

    [Fact]
    public async Task ScopeThatEnds_LeavesTheDatabasesOpen()
    {
        await using var services = Registered.Databases(needs => needs.AddDatabase(_ => new FakeDataSource()));
        using (var scope = services.CreateScope())
            scope.ServiceProvider.GetRequiredService<Database>();

        await using var lease = await services.GetRequiredService<Database>().LendAsync(Registered.Handler);
        Assert.NotNull(lease.Connection<FakeConnection>());
    }

    [Fact]
    public async Task NameInAnotherCase_IsTheSameDatabase()
    {
        await using var services = Registered.Databases(needs => needs.AddDatabase("Reporting", new FakeDataSource()));

        Assert.Same(services.GetRequiredKeyedService<Database>("reporting"), services.GetRequiredKeyedService<Database>("REPORTING"));
    }

    [Fact]
    public async Task UnknownName_ThrowsWithTheNamesThatExist()
    {
        await using var services = Registered.Databases(needs =>
            needs.AddDatabase(new FakeDataSource()).AddDatabase("reporting", new FakeDataSource()));

        var error = Assert.Throws<KeyNotFoundException>(() => services.GetRequiredKeyedService<Database>("reprting"));

        Assert.Contains("'reprting'", error.Message);
        Assert.Contains("'default', 'reporting'", error.Message);
    }

    [Fact]
    public async Task KeyThatIsNoString_ThrowsAndSaysSo()
    {
        await using var services = Registered.Databases(needs => needs.AddDatabase(new FakeDataSource()));

        var error = Assert.Throws<InvalidOperationException>(() => services.GetRequiredKeyedService<Database>(7));

        Assert.Contains("the service key is 7: use a string", error.Message);
    }

    [Fact]
    public async Task OnlyDatabase_IsTheDefaultWhateverItsName()
    {
        await using var services = Registered.Databases(needs => needs.AddDatabase("shop", new FakeDataSource()));

        Assert.Equal("shop", services.GetRequiredService<Database>().Name);
    }

    [Fact]
    public async Task NamedDefault_IsLentInsteadOfTheOneCalledDefault()
    {
        await using var services = Registered.Databases(needs => needs
            .AddDatabase(new FakeDataSource()).AddDatabase("shop", new FakeDataSource()).UseDefaultDatabase("Shop"));

        Assert.Equal("shop", services.GetRequiredService<Database>().Name);
    }

    [Fact]
    public async Task NoDefaultAmongSeveral_ThrowsOnlyWhenItIsAskedFor()
    {
        await using var services = Registered.Databases(needs =>
            needs.AddDatabase("shop", new FakeDataSource()).AddDatabase("reporting", new FakeDataSource()));
        Assert.Equal("shop", services.GetRequiredKeyedService<Database>("shop").Name);

        var error = Assert.Throws<InvalidOperationException>(() => services.GetRequiredService<Database>());

        Assert.StartsWith("There is no default database: name one", error.Message);
        Assert.EndsWith("There is: 'reporting', 'shop'.", error.Message);
    }

    [Fact]
    public async Task RemovedDatabase_CanBeReplaced()
    {
        var replacement = new FakeDataSource();
        await using var services = Registered.Databases(needs => needs
            .AddDatabase(new StrictFactory(), null)
            .RemoveDatabase("default")
            .AddDatabase(replacement));

        await using var lease = await services.GetRequiredService<Database>().LendAsync(Registered.Handler);

        Assert.Same(replacement, lease.Connection<FakeConnection>().Source);
    }

    [Fact]
    public async Task Options_AreTheDatabases()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        await using var services = Registered.Services(all => all
            .AddSingleton<TimeProvider>(clock)
            .AddNeeds(needs => needs.AddDatabase("shop", new FakeDataSource(), options => options.Name = "ignored")));
        var database = services.GetRequiredService<Database>();
        await using var lease = await database.LendAsync(Registered.Handler);

        clock.Advance(TimeSpan.FromSeconds(7));

        Assert.Equal("shop", database.Name);
        Assert.Equal(TimeSpan.FromSeconds(7), Assert.Single(database.GetLeases()).Age);
    }

    private sealed class Consumer(Database shop, [FromKeyedServices("reporting")] Database reporting)
    {
        public Database Shop { get; } = shop;

        public Database Reporting { get; } = reporting;
    }
}
