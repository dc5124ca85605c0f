using System.Data.Common;
using Needs.Testing;

namespace Needs.Runtime.Tests.Leasing;

public sealed class AllocationTests
{
    private readonly StillDataSource _source = new();
    private readonly Database _database;

    public AllocationTests() => _database = new Database(_source);

    [Fact]
    public void LentAndReturned_AllocatesNothing() => AssertAllocatesNothing(() =>
    {
        var lease = _database.Lend(LeaseTest.Handler);
        _ = lease.Connection<DbConnection>();
        lease.Return();
    });

    [Fact]
    public void LentInTransactionAndCompleted_AllocatesNothing() => AssertAllocatesNothing(() =>
    {
        var lease = _database.LendInTransaction(LeaseTest.Handler);
        _ = lease.Transaction<DbTransaction>();
        lease.Complete();
        lease.Return();
    });

    [Fact]
    public void LentAsynchronouslyByADriverThatNeedNotWait_AllocatesNothing() => AssertAllocatesNothing(() =>
    {
        var lease = Result(_database.LendInTransactionAsync(LeaseTest.Handler));
        Result(lease.CompleteAsync());
        Result(lease.ReturnAsync());
    });

    [Fact]
    public void LentAsynchronouslyByADriverThatWaits_AllocatesNothing()
    {
        _source.OpensLater = true;
        AssertAllocatesNothing(() =>
        {
            var lending = _database.LendAsync(LeaseTest.Handler);
            Assert.False(lending.IsCompleted);
            _source.FinishOpening();
            Result(Result(lending).ReturnAsync());
        });
    }

    private static void AssertAllocatesNothing(Action act)
    {
        const int Rounds = 1_000;
        for (var i = 0; i < 100; i++) act();

        // The best of several: a test beside this one that listens to the metrics makes every loan allocate meanwhile.
        var perRound = double.MaxValue;
        for (var tries = 0; tries < 20 && perRound > 1; tries++)
        {
            if (tries > 0) Thread.Sleep(50);
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < Rounds; i++) act();
            perRound = (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Rounds;
        }

        // The runtime may still compile or clean up now and then; a byte per round would be a thousand times that.
        Assert.InRange(perRound, 0, 1);
    }

    private static Lease Result(ValueTask<Lease> task)
    {
        Assert.True(task.IsCompleted);
        return task.GetAwaiter().GetResult();
    }

    private static void Result(ValueTask task)
    {
        Assert.True(task.IsCompleted);
        task.GetAwaiter().GetResult();
    }
}
