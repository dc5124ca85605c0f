using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
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
}
