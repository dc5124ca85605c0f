using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Needs.Testing;

namespace Needs.AspNetCore.Tests.Hosting;

public sealed class ValidationTests
{
    [Fact]
    public async Task AllMistakes_StopTheStartInOneMessage()
    {
        var application = Host.CreateEmptyApplicationBuilder(new());
        application.Services.AddNeeds(needs => needs
            .AddDatabase(new StrictFactory(), null)
            .AddDatabase("shop", new FakeDataSource())
            .AddDatabase("Shop", new StrictFactory(), "Server=x")
            .UseDefaultDatabase("main"));
        using var host = application.Build();

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Collection(
            error.Failures,
            missing => Assert.StartsWith("Database 'default' has no connection string: the text given to AddDatabase is empty", missing),
            twice => Assert.StartsWith(
                "Database 'shop' is added 2 times (AddDatabase(data source); AddDatabase(factory, connection string)): give each a name of its own",
                twice),
            unknown => Assert.StartsWith("The default database is to be 'main', but there is none of that name (there is: 'Shop', 'default', 'shop')", unknown));
    }

    public static TheoryData<Action<NeedsBuilder>, string> Impossible => new()
    {
        { needs => needs.AddDatabase("shop", _ => throw new FakeDbException("no such driver")), "(AddDatabase(factory)): no such driver" },
        {
            needs => needs.AddDatabase("shop", new FakeDataSource(), options => options.ShutdownTimeout = TimeSpan.FromDays(365)),
            "(AddDatabase(data source)): DatabaseOptions.ShutdownTimeout: 365.00:00:00 is no time that a timer can wait."
        },
    };

    [Theory]
    [MemberData(nameof(Impossible), DisableDiscoveryEnumeration = true)]
    public async Task DatabaseThatCanNotBeMade_StopsTheStart(Action<NeedsBuilder> configure, string reason)
    {
        var application = Host.CreateEmptyApplicationBuilder(new());
        application.Services.AddNeeds(configure);
        using var host = application.Build();

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync());

        Assert.Equal($"Database 'shop' could not be made {reason}", error.Message);
    }

    [Fact]
    public async Task DatabaseThatIsDown_DoesNotStopTheStart()
    {
        var source = new FakeDataSource();
        source.At(FakeOperation.Open).Throws(new FakeDbException("down"));
        var application = Host.CreateEmptyApplicationBuilder(new());
        application.Services.AddNeeds(needs => needs.AddDatabase(source));
        using var host = application.Build();

        await host.StartAsync();
        await host.StopAsync();

        Assert.Empty(source.Log.Events);
    }

    [Fact]
    public void NoDatabase_SaysWhereToAddOne() => Assert.StartsWith(
        "AddNeeds has no database to lend connections from: add one in code (needs.AddDatabase(", Failure(_ => { }));

    [Fact]
    public void SecondTenantRule_IsRefused() => Assert.StartsWith(
        "AddTenants is called 2 times, but one rule decides for a request",
        Failure(needs => needs.AddTenants(_ => new FakeDataSource(), _ => null).AddTenants(_ => new FakeDataSource(), _ => null)));

    public static TheoryData<Action<NeedsOptions>, string> Senseless => new()
    {
        { options => options.ShutdownTimeout = TimeSpan.FromSeconds(-1), "ShutdownTimeout is -00:00:01: it must be zero (do not wait) or more." },
        { options => options.WaitLimit = TimeSpan.Zero, "WaitLimit is 00:00:00: it must be more than zero." },
        { options => options.HoldWarning = TimeSpan.Zero, "HoldWarning is 00:00:00: it must be more than zero, or infinite for no warning." },
        { options => options.MaxLeases = 0, "MaxLeases is 0: it must be 1 or more, or null for no limit but the driver's." },
    };

    [Theory]
    [MemberData(nameof(Senseless), DisableDiscoveryEnumeration = true)]
    public void SenselessLimit_IsRefused(Action<NeedsOptions> set, string problem) => Assert.Equal(
        problem, Failure(needs => needs.AddDatabase(new FakeDataSource()).Services.Configure(set)));

    [Fact]
    public void InfiniteLimits_AreAccepted()
    {
        using var services = Registered.Databases(needs => needs.AddDatabase(new FakeDataSource()).Services.Configure<NeedsOptions>(options =>
            (options.WaitLimit, options.HoldWarning, options.ShutdownTimeout) = (Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan, TimeSpan.Zero)));

        Assert.Equal(Timeout.InfiniteTimeSpan, services.GetRequiredService<Database>().GetStatus().HoldWarning);
    }

    [Fact]
    public void UnknownOptionOfTheDriver_IsNamed() => Assert.Equal(
        "Database 'default': StrictFactory can't read the connection string: Option 'servr' not supported. "
            + "Check the names of its options; a value that contains ';' or '=' must be in quotes.",
        Failure(needs => needs.AddDatabase(new StrictFactory(), "Servr=db;Password=hunter2")));

    [Theory]
    [InlineData("Server=db;Password=ab;hunter2=x;User ID=me")]
    [InlineData("Server=db;PWD = ab;hunter2")]
    [InlineData("Server=db;password='a;hunter2=b")]
    public void PieceOfAPasswordThatTheDriverTakesForAnOption_IsHidden(string connectionString)
    {
        var inCode = Failure(needs => needs.AddDatabase(new StrictFactory(), connectionString));
        var forTenants = Failure(needs => needs.AddTenants(new StrictFactory(), connectionString, _ => null));

        Assert.DoesNotContain("hunter2", inCode);
        Assert.DoesNotContain("hunter2", forTenants);
        Assert.StartsWith("AddTenants: StrictFactory can't read the connection string", forTenants);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(null)]
    public void EmptyName_IsRefusedAtOnce(string? name) =>
        Assert.ThrowsAny<ArgumentException>(() => Registered.Databases(needs => needs.AddDatabase(name!, new FakeDataSource())));

    private static string Failure(Action<NeedsBuilder> configure)
    {
        using var services = Registered.Databases(configure);
        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<Databases>());
        Assert.Null(error.InnerException);
        return Assert.Single(error.Failures);
    }
}
