namespace Needs.MySql.Tests;

public class StreamingTests
{
    [Fact]
    public async Task Stream_BorrowsWhenItIsRead_AndReturnsAtItsEnd()
    {
        await using var db = await TestDatabase.CreateAsync();

        var numbers = Accounts.Numbers(db.Database, 1000);
        Assert.Equal(0, db.Database.LeaseCount);

        var sum = 0;
        await foreach (var number in numbers)
        {
            Assert.Equal(1, db.Database.LeaseCount);
            sum += number;
        }

        Assert.Equal(500_500, sum);
        db.AssertAllBack();
    }

    [Fact]
    public async Task SyncStream_BorrowsWhenItIsRead_AndReturnsAtItsEnd()
    {
        await using var db = await TestDatabase.CreateAsync();

        var numbers = Accounts.NumbersNow(db.Database, 1000);
        Assert.Equal(0, db.Database.LeaseCount);

        Assert.Equal(500_500, numbers.Sum());
        db.AssertAllBack();
    }

    [Fact]
    public async Task AbandonedStream_ReturnsItsConnection_WhichServesOn()
    {
        await using var db = await TestDatabase.CreateAsync(poolSize: 1);

        await foreach (var number in Accounts.Numbers(db.Database, 1000))
        {
            if (number == 3) break;
        }

        Assert.Equal(3, Accounts.NumbersNow(db.Database, 1000).ElementAt(2));
        Assert.Equal(100, await Accounts.Balance(db.Database, 1));
        db.AssertAllBack();
    }

    [Fact]
    public async Task StreamCancelledByItsReader_ReturnsItsConnection()
    {
        await using var db = await TestDatabase.CreateAsync(poolSize: 1);
        using var source = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var number in Accounts.Numbers(db.Database, 1_000_000).WithCancellation(source.Token))
            {
                if (number == 3) await source.CancelAsync();
            }
        });

        Assert.Equal(100, await Accounts.Balance(db.Database, 1));
        db.AssertAllBack();
    }

    [Fact]
    public async Task StreamInATransaction_CommitsWhenReadToItsEnd()
    {
        await using var db = await TestDatabase.CreateAsync();

        await foreach (var _ in Accounts.DepositRepeatedly(db.Database, 1, 5)) Assert.Equal(100, await db.BalanceAsync(1));

        Assert.Equal(105, await db.BalanceAsync(1));
        db.AssertAllBack();
    }

    [Fact]
    public async Task StreamInATransaction_RollsBackWhenAbandoned()
    {
        await using var db = await TestDatabase.CreateAsync();

        await foreach (var done in Accounts.DepositRepeatedly(db.Database, 1, 5))
        {
            if (done == 3) break;
        }

        Assert.Equal(100, await db.BalanceAsync(1));
        db.AssertAllBack();
    }
}
