using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Needs.Testing;

namespace Needs.AspNetCore.Tests.Hosting;

public sealed class LoggingTests
{
    [Fact]
    public async Task ReturnThatFails_IsLoggedWithHandlerDatabaseAndCause()
    {
        var log = new LogCollector();
        var source = new FakeDataSource();
        source.At(FakeOperation.Close).Throws(new FakeDbException("the line is dead"));
        await using var services = Registered.Services(all => all
            .AddLogging(logging => logging.AddProvider(log))
            .AddNeeds(needs => needs.AddDatabase("shop", source)));

        var lease = await services.GetRequiredService<Database>().LendAsync(Registered.Handler);
        await lease.ReturnAsync();

        Assert.Equal(
            "Error: Shop.Orders.Find: DisposeConnection failed while its connection to database 'shop' was given back. "
                + "The lease has ended all the same. | the line is dead",
            Assert.Single(log.Lines));
    }

    [Fact]
    public async Task ConnectionHeldTooLong_IsLoggedOnceWithHandlerDatabaseAndTime()
    {
        var (log, time) = (new LogCollector(), new FakeTimeProvider());
        await using var services = Registered.Services(all => all
            .AddSingleton<TimeProvider>(time)
            .AddLogging(logging => logging.AddProvider(log))
            .AddNeeds(needs => needs.AddDatabase("shop", new FakeDataSource(), options => options.HoldWarning = TimeSpan.FromSeconds(5))));
        var lease = await services.GetRequiredService<Database>().LendAsync(Registered.Handler);

        for (var second = 0; second < 60; second++) time.Advance(TimeSpan.FromSeconds(1));
        await lease.ReturnAsync();

        Assert.StartsWith(
            "Warning: Shop.Orders.Find has held a connection of database 'shop' for 00:00:0", Assert.Single(log.Lines));
    }

    [Fact]
    public async Task RunThatIsRepeated_IsLoggedWithAttemptDelayAndCause()
    {
        var log = new LogCollector();
        await using var services = Registered.Services(all => all
            .AddLogging(logging => logging.AddProvider(log))
            .AddNeeds(needs => needs.AddDatabase("shop", new FakeDataSource())));
        var handler = new HandlerDescriptor("Shop.Orders.Place") { Retries = 3 };

        await new Attempts(services.GetRequiredService<Database>(), handler).WaitAsync(new FakeDbException("deadlock"));

        var line = Assert.Single(log.Lines);
        Assert.StartsWith("Information: Shop.Orders.Place: attempt 1 on database 'shop' failed and is repeated in 00:00:0", line);
        Assert.EndsWith(" | deadlock", line);
    }

    [Fact]
    public async Task DatabaseOfATenant_LogsToo()
    {
        var log = new LogCollector();
        await using var services = Registered.Services(all => all
            .AddLogging(logging => logging.AddProvider(log))
            .AddNeeds(needs => needs.AddTenants(_ => new FakeDataSource(), _ => null)));
        var database = services.GetRequiredService<Databases>().Get(new DatabaseKey("ann", "hunter2", "db1", "shop"));

        await new Attempts(database, new HandlerDescriptor("Shop.Orders.Place") { Retries = 1 }).WaitAsync(new FakeDbException("deadlock"));

        Assert.StartsWith("Information: Shop.Orders.Place: attempt 1 on database 'ann@db1/shop' failed", Assert.Single(log.Lines));
    }
}
