using Microsoft.Extensions.Time.Testing;
using Needs.Testing;

namespace Needs.Runtime.Tests.Registry;

public sealed class DatabasesTests
{
    [Fact]
    public void NameExists_ItsDatabaseIsGiven()
    {
        var shop = Named("shop");
        using var databases = new Databases([shop, Named("default")]);

        Assert.Same(shop, databases["shop"]);
        Assert.Same(shop, databases["SHOP"]);
        Assert.True(databases.TryGet("shop", out var found));
        Assert.Same(shop, found);
        Assert.Equal(["default", "shop"], databases.Names);
    }

    [Fact]
    public void NameIsUnknown_ErrorListsTheNamesThatExist()
    {
        using var databases = new Databases([Named("shop"), Named("default")]);

        var error = Assert.Throws<KeyNotFoundException>(() => databases["reports"]);

        Assert.Equal("There is no database named 'reports'. There are: 'default', 'shop'.", error.Message);
        Assert.False(databases.TryGet("reports", out var found));
        Assert.Null(found);
    }

    [Fact]
    public void NothingIsRegistered_ErrorSaysSo()
    {
        using var databases = new Databases([]);

        Assert.Contains("none is registered", Assert.Throws<KeyNotFoundException>(() => databases["default"]).Message);
    }

    [Fact]
    public void TwoHaveTheSameName_Throws() =>
        Assert.Contains("'Shop'", Assert.Throws<ArgumentException>(() => new Databases([Named("shop"), Named("Shop")])).Message);

    [Fact]
    public async Task OneReportsAFailure_AllSubscribersOfTheRegistryHear()
    {
        var source = new FakeDataSource();
        source.At(FakeOperation.Close).Throws(new FakeDbException("lost"));
        await using var databases = new Databases([new Database(source)]);
        var heard = new List<string>();
        databases.ReturnFailed += _ => throw new InvalidOperationException("subscriber");
        databases.ReturnFailed += failure => heard.Add(failure.Exception.Message);

        databases["default"].Lend(new HandlerDescriptor("Handler")).Return();

        Assert.Equal(["lost"], heard);
    }

    [Fact]
    public async Task LongHoldOrRetry_SubscribersOfTheRegistryHear()
    {
        var time = new FakeTimeProvider();
        await using var databases = new Databases(
            [new Database(new FakeDataSource(), new DatabaseOptions { TimeProvider = time, HoldWarning = TimeSpan.FromSeconds(5) })]);
        var heard = new List<string>();
        databases.HeldTooLong += hold => heard.Add($"{hold.Lease.Handler} holds");
        databases.Retried += retry => heard.Add($"{retry.Handler} again");
        using var lease = databases["default"].Lend(new HandlerDescriptor("One"));

        time.Advance(TimeSpan.FromSeconds(6));
        var wait = new Attempts(databases["default"], new HandlerDescriptor("Two")).WaitAsync(new FakeDbException("deadlock"));
        time.Advance(TimeSpan.FromSeconds(60));
        await wait;

        Assert.Equal(["One holds", "Two again"], heard);
    }

    [Fact]
    public void Status_IsThatOfAllNamedOnesFirst()
    {
        using var databases = new Databases([Named("shop"), Named("archive")], _ => new FakeDataSource());
        databases.Get(new DatabaseKey("ann", "secret", "db1", "a")).Lend(new HandlerDescriptor("Handler")).Return();

        var status = databases.GetStatus();

        Assert.Equal(["archive", "shop", "ann@db1/a"], status.Select(database => database.Database));
        Assert.Equal(1, Assert.Single(status[2].Handlers).Lent);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Disposed_AllWaitAtTheSameTimeAndAllAreClosed(bool isAsync)
    {
        var time = new FakeTimeProvider();
        var sources = Enumerable.Range(0, 3).Select(_ => new FakeDataSource()).ToList();
        var databases = new Databases(sources.Select((source, index) => new Database(
            source,
            new DatabaseOptions { Name = $"{index}", TimeProvider = time, ShutdownTimeout = TimeSpan.FromSeconds(10) })));
        var unreturned = new List<string>();
        databases.ShutdownTimedOut += leases => unreturned.Add(leases.Database);
        databases["0"].Lend(new HandlerDescriptor("Zero"));
        databases["1"].Lend(new HandlerDescriptor("One"));

        var disposal = Task.Run(() => Dispose(databases, isAsync));
        while (Record.Exception(() => databases["2"].Lend(new HandlerDescriptor("Two")).Return()) is null) await Task.Yield();
        time.Advance(TimeSpan.FromSeconds(10));
        await disposal;

        Assert.All(sources, source => Assert.True(source.IsDisposed));
        Assert.Equal(["0", "1"], unreturned);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task OneFailsToClose_OthersAreClosedAndItsErrorSurfaces(bool isAsync)
    {
        var error = new FakeDbException("stuck");
        var bad = new FakeDataSource();
        bad.At(FakeOperation.DisposeDataSource).Throws(error);
        var good = new FakeDataSource();
        var databases = new Databases([new Database(bad, new() { Name = "bad" }), new Database(good)]);

        Assert.Same(error, await Record.ExceptionAsync(() => Dispose(databases, isAsync)));

        Assert.True(good.IsDisposed);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task SeveralFailToClose_AllErrorsSurface(bool isAsync)
    {
        Database Bad(string name)
        {
            var source = new FakeDataSource();
            source.At(FakeOperation.DisposeDataSource).Throws(new FakeDbException(name));
            return new Database(source, new DatabaseOptions { Name = name });
        }

        var databases = new Databases([Bad("one"), Bad("two")]);

        var errors = await Assert.ThrowsAsync<AggregateException>(() => Dispose(databases, isAsync));

        Assert.Equal(["one", "two"], errors.InnerExceptions.Select(error => error.Message).Order());
    }

    internal static async Task Dispose(Databases databases, bool isAsync)
    {
        if (isAsync) await databases.DisposeAsync();
        else databases.Dispose();
    }

    private static Database Named(string name) => new(new FakeDataSource(), new DatabaseOptions { Name = name });
}
