using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Needs.Testing;

namespace Needs.AspNetCore.Tests.Hosting;

/// <summary>The connection string in the configuration changes while the application runs.</summary>
public sealed class ReloadTests : IAsyncDisposable
{
    private readonly StrictFactory _factory = new();
    private readonly LogCollector _log = new();
    private readonly FakeTimeProvider _time = new();
    private readonly List<ServiceProvider> _services = [];

    public async ValueTask DisposeAsync()
    {
        foreach (var services in _services) await services.DisposeAsync();
    }

    [Fact]
    public async Task ConnectionStringChanges_NextLoanComesFromIt()
    {
        var configuration = Configuration("Server=old;Password=s3cret");
        var database = Start(configuration);
        var held = await database.LendAsync(Registered.Handler);

        Change(configuration, "Server=new;Password=n3wer");
        await UntilAsync(() => Logged("is connected to as the configuration says now"));

        await using (var lease = await database.LendAsync(Registered.Handler))
            Assert.Equal("Server=new;Password=n3wer", lease.Connection<FakeConnection>().Source.ConnectionString);
        var old = held.Connection<FakeConnection>().Source;
        Assert.False(old.IsDisposed);
        await held.ReturnAsync();
        await UntilAsync(() => old.IsDisposed);
        AssertNoSecret("s3cret", "n3wer");
    }

    [Fact]
    public async Task NothingChangesInIt_DataSourceStays()
    {
        var configuration = Configuration("Server=old");
        var database = Start(configuration);

        configuration["Other"] = "1";
        configuration.Reload();
        await UseAsync(database);

        Assert.Single(_factory.Made);
    }

    [Fact]
    public async Task DriverCannotReadIt_OldOneStaysAndTheLogSaysWhyWithoutTheSecret()
    {
        var configuration = Configuration("Server=old;Password=s3cret");
        var database = Start(configuration);

        Change(configuration, "Server=new;Password=n3w;er=2");

        await UntilAsync(() => Logged("its new connection string in the configuration can't be used"));
        await UseAsync(database);
        Assert.Single(_factory.Made);
        AssertNoSecret("s3cret", "n3w");
    }

    [Fact]
    public async Task ItIsTakenAway_OldOneStays()
    {
        var configuration = Configuration("Server=old");
        var database = Start(configuration);

        Change(configuration, null);

        await UntilAsync(() => Logged("the configuration has none any more"));
        await UseAsync(database);
    }

    [Fact]
    public async Task ServerRefusesIt_OldOneStaysUntilItIsAccepted()
    {
        var configuration = Configuration("Server=old;Password=s3cret");
        var database = Start(configuration);
        _factory.Opening = text =>
        {
            if (text.Contains("n3wer", StringComparison.Ordinal)) throw new FakeDbException("Access denied, n3wer");
        };

        Change(configuration, "Server=new;Password=n3wer");
        await UntilAsync(() => Logged("Access denied"));
        await using (var lease = await database.LendAsync(Registered.Handler))
            Assert.Equal("Server=old;Password=s3cret", lease.Connection<FakeConnection>().Source.ConnectionString);

        _factory.Opening = null;
        await UntilAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            return Logged("is connected to as the configuration says now");
        });
        Assert.True(_factory.Made[1].IsDisposed);
        AssertNoSecret("s3cret", "n3wer");
    }

    [Fact]
    public async Task ItChangesBackBeforeItWasAccepted_OldOneStays()
    {
        var configuration = Configuration("Server=old");
        var database = Start(configuration);
        _factory.Opening = text =>
        {
            if (text == "Server=bad") throw new FakeDbException("refused");
        };

        Change(configuration, "Server=bad");
        await UntilAsync(() => Logged("refused"));
        Change(configuration, "Server=old");
        _factory.Opening = null;
        _time.Advance(TimeSpan.FromMinutes(1));

        await UseAsync(database);
        Assert.False(_factory.Made[0].IsDisposed);
        Assert.False(Logged("says now"));
    }

    [Fact]
    public async Task ApplicationEnds_NothingIsTriedAnyMore()
    {
        var configuration = Configuration("Server=old");
        Start(configuration);
        _factory.Opening = text =>
        {
            if (text == "Server=bad") throw new FakeDbException("refused");
        };
        Change(configuration, "Server=bad");
        await UntilAsync(() => Logged("refused"));

        await _services[0].DisposeAsync();
        Change(configuration, "Server=worse");
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(["Server=old", "Server=bad"], _factory.Made.Select(source => source.ConnectionString));
        Assert.All(_factory.Made, source => Assert.True(source.IsDisposed));
    }

    private static IConfigurationRoot Configuration(string text) => Registered.Configuration(("ConnectionStrings:default", text));

    private static void Change(IConfigurationRoot configuration, string? text)
    {
        configuration["ConnectionStrings:default"] = text;
        configuration.Reload();
    }

    private Database Start(IConfigurationRoot configuration)
    {
        var services = Registered.Services(all => all
            .AddSingleton<TimeProvider>(_time)
            .AddLogging(logging => logging.AddProvider(_log))
            .AddNeeds(configuration, _factory));
        _services.Add(services);
        return services.GetRequiredService<Database>();
    }

    private bool Logged(string text) => _log.Lines.Any(line => line.Contains(text, StringComparison.Ordinal));

    private void AssertNoSecret(params string[] secrets) =>
        Assert.All(secrets, secret => Assert.DoesNotContain(_log.Lines, line => line.Contains(secret, StringComparison.Ordinal)));

    private static async Task UseAsync(Database database) => await (await database.LendAsync(Registered.Handler)).ReturnAsync();

    private static async Task UntilAsync(Func<bool> condition)
    {
        var giveUp = DateTime.UtcNow.AddSeconds(60);
        while (!condition())
        {
            Assert.True(DateTime.UtcNow < giveUp);
            await Task.Delay(1);
        }
    }
}
