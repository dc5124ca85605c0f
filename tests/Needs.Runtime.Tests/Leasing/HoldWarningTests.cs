using Microsoft.Extensions.Time.Testing;
using Needs.Testing;

namespace Needs.Runtime.Tests.Leasing;

public sealed class HoldWarningTests
{
    private static readonly HandlerDescriptor Find = new("Shop.Orders.Find");
    private static readonly HandlerDescriptor Report = new("Shop.Reports.Year");
    private readonly FakeTimeProvider _time = new();
    private readonly List<string> _told = [];
    private readonly FakeDataSource _source = new();
    private readonly Database _database;

    public HoldWarningTests()
    {
        _database = new Database(_source, new DatabaseOptions { Name = "shop", TimeProvider = _time, HoldWarning = TimeSpan.FromSeconds(10) });
        _database.HeldTooLong += hold => _told.Add(hold.ToString());
    }

    [Theory, CombinatorialCalls]
    public async Task HeldPastTheLimit_IsToldOnce(Calls calls)
    {
        var lease = await calls.Lend(_database, Report);

        _time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Empty(_told);
        _time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal(["A connection of database 'shop' is held for long: Shop.Reports.Year (10.0 s)"], _told.Select(AtTheLimit));
        for (var i = 0; i < 10; i++) _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Single(_told);

        await calls.Return(lease);
    }

    [Fact]
    public async Task LentWhileAnotherIsHeld_EachIsToldInItsTime()
    {
        await _database.LendAsync(Report);
        _time.Advance(TimeSpan.FromSeconds(6));
        await _database.LendAsync(Find);

        _time.Advance(TimeSpan.FromSeconds(4.1));
        Assert.Contains("Shop.Reports.Year", Assert.Single(_told), StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(2, _told.Count);
        Assert.Contains("Shop.Orders.Find", _told[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReturnedInTime_NothingIsToldAndTheNextIsWatched()
    {
        for (var i = 0; i < 5; i++)
        {
            var lease = await _database.LendAsync(Find);
            _time.Advance(TimeSpan.FromSeconds(7));
            await lease.ReturnAsync();
        }

        Assert.Empty(_told);
        _time.Advance(TimeSpan.FromMinutes(10));
        await _database.LendAsync(Find);
        _time.Advance(TimeSpan.FromSeconds(10.1));
        Assert.Single(_told);
    }

    [Fact]
    public async Task WaitsForItsConnection_HoldsNothingYet()
    {
        var gate = _source.At(FakeOperation.Open).Waits();
        var lending = _database.LendAsync(Find).AsTask();
        await gate.Reached;

        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Empty(_told);

        gate.Release();
        await lending;
        _time.Advance(TimeSpan.FromSeconds(10.1));
        _time.Advance(TimeSpan.FromSeconds(10.1));
        Assert.Single(_told);
    }

    [Fact]
    public async Task SubscriberThrows_OthersAreTold()
    {
        var told = 0;
        var database = new Database(_source, new DatabaseOptions { TimeProvider = _time, HoldWarning = TimeSpan.FromSeconds(1) });
        database.HeldTooLong += _ => throw new InvalidOperationException();
        database.HeldTooLong += _ => told++;
        await database.LendAsync(Find);

        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(1, told);
    }

    [Fact]
    public async Task WarningIsOff_NothingIsTold()
    {
        var database = new Database(_source, new DatabaseOptions { TimeProvider = _time, HoldWarning = Timeout.InfiniteTimeSpan });
        database.HeldTooLong += hold => _told.Add(hold.ToString());
        await database.LendAsync(Find);

        _time.Advance(TimeSpan.FromDays(1));

        Assert.Empty(_told);
    }

    /// <summary>The look may come up to a tenth of a second late.</summary>
    private static string AtTheLimit(string told) => told.Replace("10.1 s", "10.0 s", StringComparison.Ordinal);
}
