using Needs.Testing;

namespace Needs.Runtime.Tests.Tenancy;

public sealed class CapStressTests : TenantTest
{
    private const int Cap = 10;
    private const int Keys = 50;

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public async Task ManyKeysWithFaultsAndCancellations_NeverAboveTheCapAndAllComeBack(int seed)
    {
        var databases = Databases(maxConnections: Cap);
        Server.Connecting = (key, ct) => Noise(key, seed) switch
        {
            0 => throw new FakeDbException("refused"),
            1 => Task.Delay(1, ct),
            2 => Task.Run(static () => Thread.SpinWait(2_000), ct),
            _ => Task.CompletedTask,
        };
        var (served, refused, cancelled) = (0, 0, 0);

        var load = Parallel.ForEachAsync(Enumerable.Range(0, 5_000), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (number, _) =>
        {
            var random = new Random(seed * 1_000_003 + number);
            using var patience = new CancellationTokenSource();
            if (random.Next(4) == 0) patience.CancelAfter(TimeSpan.FromMicroseconds(random.Next(3_000)));
            try
            {
                var lease = await databases.Get(AnyKey(random)).LendAsync(Handler, patience.Token);
                if (random.Next(3) == 0) await Task.Delay(random.Next(2), CancellationToken.None);
                await lease.ReturnAsync();
                Interlocked.Increment(ref served);
            }
            catch (OperationCanceledException)
            {
                Interlocked.Increment(ref cancelled);
            }
            catch (FakeDbException)
            {
                Interlocked.Increment(ref refused);
            }
        });
        var synchronous = Task.Factory.StartNew(() => LendSynchronously(databases, new Random(seed)), TaskCreationOptions.LongRunning);
        await Task.WhenAll(load, synchronous);

        Server.Connecting = null;
        Assert.Equal(5_000, served + refused + cancelled);
        Assert.True(served > 1_000 && refused > 10 && cancelled > 10, $"{served} served, {refused} refused, {cancelled} cancelled");
        Assert.InRange(Server.MostOpen, 2, Cap);
        Assert.Empty(databases.GetLeases());
        await AllPlacesAreFreeAsync(databases);
    }

    [Fact]
    public async Task WaitersGiveUpAtTheMomentOfTheirTurn_NoPlaceIsLost()
    {
        var databases = Databases(maxConnections: 1);
        for (var round = 0; round < 2_000; round++)
        {
            using var patience = new CancellationTokenSource();
            var held = await databases.Get(Key("ann")).LendAsync(Handler);
            var waiting = databases.Get(Key("bob")).LendAsync(Handler, patience.Token).AsTask();
            var (giveUp, giveBack) = (Task.Run(patience.Cancel), Task.Run(held.Return));
            try
            {
                await (await waiting).ReturnAsync();
            }
            catch (OperationCanceledException)
            {
            }

            await Task.WhenAll(giveUp, giveBack);
        }

        Assert.Equal(1, Server.MostOpen);
        Assert.Empty(databases.GetLeases());
    }

    private static void LendSynchronously(Databases databases, Random random)
    {
        for (var i = 0; i < 200; i++)
        {
            try
            {
                databases.Get(AnyKey(random)).Lend(Handler).Return();
            }
            catch (FakeDbException)
            {
            }
        }
    }

    /// <summary>Few keys are used much, many a little.</summary>
    private static DatabaseKey AnyKey(Random random) => Key($"user{(int)(Keys * Math.Pow(random.NextDouble(), 2))}");

    private static int Noise(DatabaseKey key, int seed) => (Random.Shared.Next() ^ key.GetHashCode() ^ seed) & 15;

    private async Task AllPlacesAreFreeAsync(Databases databases)
    {
        var leases = new List<Lease>();
        for (var i = 0; i < Cap; i++) leases.Add(await databases.Get(Key($"fresh{i}")).LendAsync(Handler).AsTask().WaitAsync(TimeSpan.FromSeconds(60)));
        var oneMore = databases.Get(Key("late")).LendAsync(Handler).AsTask();
        Assert.False(oneMore.IsCompleted);
        foreach (var lease in leases) await lease.ReturnAsync();
        await (await oneMore).ReturnAsync();
        Assert.InRange(Server.MostOpen, 1, Cap);
    }
}
