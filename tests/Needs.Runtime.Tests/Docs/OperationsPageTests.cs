using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using Needs.Testing;

namespace Needs.Runtime.Tests.Docs;

/// <summary>The page says what the code does.</summary>
public sealed partial class OperationsPageTests
{
    [Theory]
    [InlineData("docs/operations.md")]
    [InlineData("README.md")]
    public async Task ExhaustionMessage_IsTheOneThatUsersSee(string page)
    {
        var time = new FakeTimeProvider();
        await using var database = new Database(new FakeDataSource(), new DatabaseOptions { MaxLeases = 10, TimeProvider = time });
        var leases = await LendAsync(7, "Shop.Reports.Year");
        time.Advance(TimeSpan.FromSeconds(90.8));
        leases.AddRange(await LendAsync(3, "Shop.Orders.Place"));
        time.Advance(TimeSpan.FromSeconds(0.4));

        var refused = database.LendAsync(new HandlerDescriptor("Shop.Orders.Find") { WaitMilliseconds = 2000 }).AsTask();
        time.Advance(TimeSpan.FromSeconds(2));

        var error = await Assert.ThrowsAsync<DatabaseBusyException>(() => refused);
        foreach (var lease in leases) await lease.ReturnAsync();
        Assert.Contains($"\n{error.Message}\n", await File.ReadAllTextAsync(RepositoryFiles.PathOf(page)), StringComparison.Ordinal);

        async Task<List<Lease>> LendAsync(int count, string handler)
        {
            var (descriptor, lent) = (new HandlerDescriptor(handler), new List<Lease>());
            while (lent.Count < count) lent.Add(await database.LendAsync(descriptor));
            return lent;
        }
    }

    [Fact]
    public async Task Metrics_AreThoseOfTheTable()
    {
        var listed = (await File.ReadAllLinesAsync(RepositoryFiles.PathOf("docs/operations.md")))
            .SkipWhile(line => line != "## Metrics")
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal) && line.Split('|').Length == 6)
            .TakeWhile(line => !line.StartsWith('#'))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells[1].Contains('.', StringComparison.Ordinal))
            .Select(cells => $"{cells[1].Trim('`')} {cells[2]} {cells[3].Trim('`')} {string.Join(' ', Attribute().Matches(cells[4]).Select(match => match.Groups[1].Value).Order())}")
            .Order();

        var emitted = (await EmitAsync()).Select(pair => $"{pair.Key.Name} {Kind(pair.Key)} {pair.Key.Unit} {string.Join(' ', pair.Value.Order())}").Order();

        Assert.Equal(listed, emitted);
    }

    /// <summary>Does everything that is measured.</summary>
    /// <returns>Every instrument, with the attributes of its measurements.</returns>
    private static async Task<Dictionary<Instrument, HashSet<string>>> EmitAsync()
    {
        var name = $"measured-{Guid.NewGuid():N}";
        var seen = new Dictionary<Instrument, HashSet<string>>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name != "Needs") return;
            lock (seen) seen.TryAdd(instrument, []);
            self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Note(instrument, tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Note(instrument, tags));
        listener.Start();

        var source = new FakeDataSource();
        source.At(FakeOperation.Close).Throws(new FakeDbException("lost"), times: 1);
        await using var database = new Database(source, new DatabaseOptions { Name = name, MaxLeases = 1 });
        var handler = new HandlerDescriptor("Shop.Orders.Find") { Retries = 1 };
        var hasty = new HandlerDescriptor("Shop.Orders.Place") { WaitMilliseconds = 1 };
        await (await database.LendAsync(handler)).ReturnAsync();
        await new Attempts(database, handler).WaitAsync(new FakeDbException("deadlock"));
        await using (await database.LendAsync(handler))
        {
            await Assert.ThrowsAsync<DatabaseBusyException>(() => database.LendAsync(hasty).AsTask());
            listener.RecordObservableInstruments();
        }

        return seen;

        void Note(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var all = tags.ToArray();
            if (!all.Any(tag => tag.Value is string value && value == name)) return;
            lock (seen) seen[instrument].UnionWith(all.Select(tag => tag.Key));
        }
    }

    private static string Kind(Instrument instrument) => instrument.GetType().Name switch
    {
        "Histogram`1" => "histogram",
        "Counter`1" => "counter",
        "ObservableUpDownCounter`1" => "up-down counter",
        var other => other,
    };

    [GeneratedRegex("`([a-z_]+(?:\\.[a-z_]+)+)`")]
    private static partial Regex Attribute();
}
