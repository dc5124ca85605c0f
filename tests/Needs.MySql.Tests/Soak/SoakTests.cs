using System.Diagnostics;
using System.Globalization;
using Needs.MySql.Tests.Faults;
using Xunit.Abstractions;

namespace Needs.MySql.Tests.Soak;

/// <summary>Two minutes of a shop on a bad day; tests/soak.sh makes it thirty.</summary>
[Collection(SoakCollection.Name)]
public class SoakTests(ITestOutputHelper output)
{
    private const int Clients = 12;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Shop_LosesNothingDoublesNothingAndLeaksNothing_WhateverHappensToItsDatabase()
    {
        var length = TimeSpan.FromMinutes(Setting("NEEDS_SOAK_MINUTES", 2));
        var seed = (int)Setting("NEEDS_SOAK_SEED", Random.Shared.Next());
        output.WriteLine($"seed {seed}, {length}");
        using var unobserved = new UnobservedExceptions();
        await using var application = await SoakApplication.StartAsync();
        using var http = new HttpClient { BaseAddress = application.Address, Timeout = Patience };
        Tally requests = new(), failures = new(), faults = new(), events = new();
        application.Database.Retried += retry => events.Add($"retried {DatabaseError.Classify(retry.Exception)}");
        application.Database.ReturnFailed += failure => events.Add($"return failed: {failure.Step}");
        application.Database.HeldTooLong += _ => events.Add("held too long");
        var clients = Enumerable.Range(1, Clients).Select(number => new SoakClient(application, http, number, seed + number, requests, failures)).ToArray();
        var memory = new MemoryWatch();

        using (var faultsEnd = new CancellationTokenSource(length))
        using (var clientsEnd = new CancellationTokenSource())
        {
            var asking = clients.Select(client => Task.Run(() => client.RunAsync(clientsEnd.Token))).ToArray();
            var watching = Task.Run(() => memory.RunAsync(length / 24, faultsEnd.Token));
            await Task.Run(() => new FaultInjector(application, seed, faults).RunAsync(faultsEnd.Token));
            await watching;
            await clientsEnd.CancelAsync();
            await Task.WhenAll(asking).WaitAsync(2 * Patience);
        }

        await UntilAsync(() => Task.FromResult(application.Database.LeaseCount == 0));
        var afterwards = await Task.WhenAll(Enumerable.Range(0, 2 * SoakApplication.PoolSize).Select(_ => ReadAsync(http)));
        await UntilAsync(async () => application.Database.LeaseCount == 0 && await application.Data.ServerConnectionsAsync() <= SoakApplication.PoolSize);
        var connections = await application.Data.ServerConnectionsAsync();
        var ledger = await Ledger.CompareAsync(application.Data, clients);
        var surprises = clients.SelectMany(client => client.Surprises).ToArray();
        var report = $"""
            seed {seed}, {length}
            {requests.Total} requests: {requests}
            {failures.Total} not answered with 200: {failures}
            {faults.Total} faults: {faults}
            events: {events}
            {ledger}
            leases {application.Database.LeaseCount}, connections {connections} of {SoakApplication.PoolSize}
            heap {memory}
            {surprises.Length} surprises{string.Concat(surprises.Take(10).Select(surprise => $"\n  {surprise}"))}
            """;
        output.WriteLine(report);

        Assert.True(
            ledger.IsRight && surprises.Length == 0 && memory.IsFlat && application.Database.LeaseCount == 0 && connections <= SoakApplication.PoolSize,
            report);
        Assert.All(afterwards, answer => Assert.Equal($"{SoakHandlers.Accounts * SoakApplication.Balance} 1", answer));
        Assert.InRange(faults.Total, 1, long.MaxValue);
        unobserved.AssertNone();
    }

    private static double Setting(string name, double otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } given ? double.Parse(given, CultureInfo.InvariantCulture) : otherwise;

    private static async Task<string> ReadAsync(HttpClient http)
    {
        using var answer = await http.GetAsync("/read");
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task UntilAsync(Func<Task<bool>> isTrue)
    {
        for (var watch = Stopwatch.StartNew(); !await isTrue() && watch.Elapsed < Patience; await Task.Delay(50))
        {
        }
    }
}
