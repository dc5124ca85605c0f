using Microsoft.Extensions.Time.Testing;
using Needs.Testing;

namespace Needs.Runtime.Tests.Statistics;

public sealed class DurationHistogramTests
{
    private static readonly HandlerDescriptor Handler = new("Shop.Orders.Find");
    private readonly FakeTimeProvider _time = new();
    private readonly Database _database;

    public DurationHistogramTests() => _database = new Database(new FakeDataSource(), new DatabaseOptions { TimeProvider = _time });

    [Fact]
    public void NothingWasLent_NothingIsCounted()
    {
        _database.Lend(Handler);

        var holds = Assert.Single(_database.GetStatus().Handlers).HoldTimes;

        Assert.Equal(0, holds.Count);
        Assert.Empty(holds.Buckets);
        Assert.Equal(TimeSpan.Zero, holds.Percentile(0.5));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    [InlineData(3, 4)]
    [InlineData(1_000, 1_024)]
    [InlineData(1_024, 2_048)]
    [InlineData(60_000_000, 67_108_864)]
    [InlineData(360_000_000_000, 68_719_476_736)] // 100 hours: in the last range, whose bound it is beyond
    public void Held_IsCountedBelowTheNextPowerOfTwo(long microseconds, long boundInMicroseconds)
    {
        Hold(TimeSpan.FromMicroseconds(microseconds));

        Assert.Equal(
            new DurationBucket(TimeSpan.FromMicroseconds(boundInMicroseconds), 1),
            Assert.Single(Assert.Single(_database.GetStatus().Handlers).HoldTimes.Buckets));
    }

    [Fact]
    public void Percentile_IsTheBoundThatTheShareStaysBelow()
    {
        for (var i = 0; i < 98; i++) Hold(TimeSpan.FromMilliseconds(1));
        for (var i = 0; i < 2; i++) Hold(TimeSpan.FromSeconds(3));

        var holds = Assert.Single(_database.GetStatus().Handlers).HoldTimes;

        Assert.Equal(100, holds.Count);
        Assert.Equal(TimeSpan.FromMicroseconds(1_024), holds.Percentile(0));
        Assert.Equal(TimeSpan.FromMicroseconds(1_024), holds.Percentile(0.98));
        Assert.Equal(TimeSpan.FromMicroseconds(4_194_304), holds.Percentile(0.99));
        Assert.Equal(TimeSpan.FromMicroseconds(4_194_304), holds.Percentile(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => holds.Percentile(1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => holds.Percentile(double.NaN));
    }

    private void Hold(TimeSpan time)
    {
        var lease = _database.Lend(Handler);
        _time.Advance(time);
        lease.Return();
    }
}
