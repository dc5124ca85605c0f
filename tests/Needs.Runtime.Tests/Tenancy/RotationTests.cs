using System.Data;
using Needs.Runtime.Tests.Fakes;
using Needs.Testing;

namespace Needs.Runtime.Tests.Tenancy;

public sealed class RotationTests : TenantTest
{
    private static readonly DatabaseKey Old = Key("ann", "old");
    private static readonly DatabaseKey New = Key("ann", "new");

    [Fact]
    public async Task NewPasswordOpens_OldPoolIsClosedAtOnceAndItsLeaseEndsWell()
    {
        var databases = Databases();
        var held = await databases.Get(Old).LendAsync(Handler);
        await UseAsync(databases.Get(Old));
        Assert.Equal(2, Server.Open);

        await UseAsync(databases.Get(New));

        await UntilAsync(() => Server.Open == 2, "the idle one of the old password is closed");
        Assert.Equal(ConnectionState.Open, held.Connection<PooledConnection>().State);
        await held.ReturnAsync();
        Assert.Equal(New, Assert.Single(Server.LiveSourcesOf("ann")).Key);
        Assert.Equal(1, Server.Open);
    }

    [Fact]
    public async Task WrongPassword_HurtsTheRightOneNotAtAll()
    {
        Server.SetPassword("ann", "old");
        var databases = Databases();
        await UseAsync(databases.Get(Old));

        await Assert.ThrowsAsync<FakeDbException>(() => UseAsync(databases.Get(New)));
        await UseAsync(databases.Get(Old));

        Assert.Equal(1, Server.Connects);
        Assert.Equal(Old, Assert.Single(Server.LiveSourcesOf("ann")).Key);
    }

    [Fact]
    public async Task ManyWrongPasswordsAtOnce_LeaveNothingBehind()
    {
        Server.SetPassword("ann", "old");
        var databases = Databases(maxConnections: 4);
        await UseAsync(databases.Get(Old));

        await Parallel.ForEachAsync(Enumerable.Range(0, 500), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (number, _) =>
            await Assert.ThrowsAsync<FakeDbException>(() => UseAsync(databases.Get(Key("ann", $"wrong{number % 100}")))));
        await UseAsync(databases.Get(Old));

        await UntilAsync(() => Server.LiveSourcesOf("ann").Count() == 1, "the pools of wrong passwords are gone");
        Assert.Equal(Old, Server.LiveSourcesOf("ann").Single().Key);
        Assert.InRange(Server.MostOpen, 1, 4);
    }

    [Fact]
    public async Task ManyWrongPasswordsAtOnce_AreTriedOneByOneAndCostTheRightOneNothing()
    {
        Server.SetPassword("ann", "old");
        var databases = Databases(maxConnections: 2);
        await UseAsync(databases.Get(Old));
        var (trying, most) = (0, 0);
        Server.Connecting = async (key, _) =>
        {
            if (key == Old) return;
            most = Math.Max(most, Interlocked.Increment(ref trying));
            await Task.Yield();
            Interlocked.Decrement(ref trying);
        };

        var wrong = Enumerable.Range(0, 200).Select(number => Assert.ThrowsAsync<FakeDbException>(() => UseAsync(databases.Get(Key("ann", $"wrong{number % 50}")))));
        var right = Enumerable.Range(0, 200).Select(_ => UseAsync(databases.Get(Old)));
        await Task.WhenAll([.. wrong, .. right]);

        Assert.Equal(1, most);
        Assert.InRange(Server.MostOpen, 1, 2);
        Assert.Empty(databases.GetLeases());
    }

    [Fact]
    public async Task ManyUseANewPasswordAtOnce_AllAreServedOnceItProvedRight()
    {
        var databases = Databases();
        await UseAsync(databases.Get(Old));

        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => UseAsync(databases.Get(New))));

        await UntilAsync(() => Server.LiveSourcesOf("ann").Count() == 1, "the old pool is gone");
        Assert.Equal(New, Server.LiveSourcesOf("ann").Single().Key);
    }

    [Fact]
    public async Task TrialIsCancelled_NextOneIsTried()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var databases = Databases();
        await UseAsync(databases.Get(Old));
        Server.Connecting = (_, ct) => gate.Task.WaitAsync(ct);
        using var patience = new CancellationTokenSource();
        var first = databases.Get(New).LendAsync(Handler, patience.Token).AsTask();
        var second = databases.Get(Key("ann", "newer")).LendAsync(Handler).AsTask();
        var other = databases.Get(Key("bob")).LendAsync(Handler).AsTask();

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult();

        await (await second).ReturnAsync();
        await (await other).ReturnAsync();
    }

    [Fact]
    public async Task PasswordIsWrongAtFirstAndRightLater_ItRetiresTheOldOneThen()
    {
        Server.SetPassword("ann", "old");
        var databases = Databases();
        await UseAsync(databases.Get(Old));
        await Assert.ThrowsAsync<FakeDbException>(() => UseAsync(databases.Get(New)));

        Server.SetPassword("ann", "new");
        await UseAsync(databases.Get(New));

        await UntilAsync(() => Server.Open == 1, "the old one is closed");
        Assert.Equal(New, Assert.Single(Server.LiveSourcesOf("ann")).Key);
    }

    [Fact]
    public async Task OldAndNewAreUsedByTurns_TheyDoNotCloseEachOtherAgainAndAgain()
    {
        var databases = Databases();
        for (var i = 0; i < 10; i++)
        {
            await UseAsync(databases.Get(Old));
            await UseAsync(databases.Get(New));
        }

        Assert.InRange(Server.Connects, 2, 3);
    }

    [Fact]
    public async Task OldOneIsOpeningMeanwhile_ItIsServedAndClosedAfterwards()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var databases = Databases();
        await UseAsync(databases.Get(Old));
        var first = await databases.Get(Old).LendAsync(Handler);
        Server.Connecting = (key, _) => key == Old ? gate.Task : Task.CompletedTask;
        var second = databases.Get(Old).LendAsync(Handler).AsTask();
        await UseAsync(databases.Get(New));

        gate.SetResult();
        await (await second).ReturnAsync();
        await first.ReturnAsync();

        await UntilAsync(() => Server.Open == 1, "the old one is closed");
        Assert.Equal(New, Assert.Single(Server.LiveSourcesOf("ann")).Key);
    }

    [Fact]
    public async Task OtherUsersOrDatabases_AreNotConcerned()
    {
        var databases = Databases();
        await UseAsync(databases.Get(Old));
        await UseAsync(databases.Get(New with { User = "bob" }));
        await UseAsync(databases.Get(New with { Database = "other" }));
        await UseAsync(databases.Get(New with { Host = "db2" }));

        Assert.Equal(4, Server.Open);
        Assert.Equal(4, Server.Sources.Count(source => !source.IsDisposed));
    }
}
