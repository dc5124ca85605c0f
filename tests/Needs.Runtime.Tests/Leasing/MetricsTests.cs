using System.Diagnostics.Metrics;
using Needs.Testing;

namespace Needs.Runtime.Tests.Leasing;

public sealed class MetricsTests
{
    [Theory, CombinatorialCalls]
    public async Task ListenerThrows_ReturnStillDoesNotThrowAndSubscribersAreTold(Calls calls)
    {
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == "Needs") self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            if (tags.ToArray().Any(tag => tag.Value is "faulty-listener")) throw new InvalidOperationException("listener");
        });
        listener.Start();
        var source = new FakeDataSource();
        source.At(FakeOperation.Close).Throws(new FakeDbException("lost"));
        var database = new Database(source, new DatabaseOptions { Name = "faulty-listener" });
        var told = 0;
        database.ReturnFailed += _ => told++;

        await calls.Return(await calls.Lend(database, LeaseTest.Handler));

        Assert.Equal(1, told);
        Assert.Equal(0, database.LeaseCount);
    }

    [Fact]
    public async Task ReturnFails_CountsItByDatabaseHandlerAndStep()
    {
        var counted = new List<(long, string)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument is { Meter.Name: "Needs", Name: "needs.lease.return_failures" }) self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
        {
            var text = string.Join(" ", tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
            if (text.Contains("counted-database", StringComparison.Ordinal)) counted.Add((count, text));
        });
        listener.Start();
        var source = new FakeDataSource();
        source.At(FakeOperation.Close).Throws(new FakeDbException("lost"));
        var database = new Database(source, new DatabaseOptions { Name = "counted-database" });

        await (await database.LendAsync(LeaseTest.Handler)).ReturnAsync();

        Assert.Equal(
            (1, "needs.database=counted-database needs.handler=Shop.Orders.Place needs.return.step=DisposeConnection"),
            Assert.Single(counted));
    }
}
