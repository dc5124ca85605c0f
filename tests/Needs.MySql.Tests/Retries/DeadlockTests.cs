using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Needs.MySql.Tests.Retries;

/// <summary>Handlers that deadlock on a real server, and are run again.</summary>
public class DeadlockTests
{
    private readonly ConcurrentQueue<HandlerRetry> _retries = new();
    private readonly Meeting _bothHoldTheirFirst = new(2);

    [Fact]
    public async Task TwoThatDeadlock_BothCommit()
    {
        await using var db = await CreateAsync();

        await Task.WhenAll(
            Task.Run(() => Transfers.Move(db.Database, 1, 2, 10, _bothHoldTheirFirst.FirstTimeAsync)),
            Task.Run(() => Transfers.Move(db.Database, 2, 1, 3, _bothHoldTheirFirst.FirstTimeAsync)));

        await AssertBothMovedAsync(db);
    }

    [Fact]
    public async Task TwoThatDeadlockSynchronously_BothCommit()
    {
        await using var db = await CreateAsync();

        await Task.WhenAll(
            Task.Run(() => Transfers.MoveNow(db.Database, 1, 2, 10, _bothHoldTheirFirst.FirstTime)),
            Task.Run(() => Transfers.MoveNow(db.Database, 2, 1, 3, _bothHoldTheirFirst.FirstTime)));

        await AssertBothMovedAsync(db);
    }

    [Fact]
    public async Task TwoRequestsThatDeadlock_AreBothAnswered()
    {
        await using var db = await CreateAsync();
        await using var application = await TestApplication.StartAsync(
            db.ConnectionString,
            endpoints => endpoints.MapPost("/move", Transfers.PostEndpoint),
            services => services.AddSingleton(_bothHoldTheirFirst));
        application.Database.Retried += _retries.Enqueue;
        using var client = new HttpClient { BaseAddress = application.Address };

        var answers = await Task.WhenAll(client.PostAsync("/move?from=1&to=2", null), client.PostAsync("/move?from=2&to=1", null));

        foreach (var answer in answers) Assert.Equal("moved", await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync());
        Assert.NotEmpty(_retries);
        Assert.Equal((100, 100), (await db.BalanceAsync(1), await db.BalanceAsync(2)));
        Assert.Equal(0, application.Database.LeaseCount);
    }

    [Fact]
    public async Task HotRows_UnderManyTransfersAtOnce_LoseAndDoubleNothing()
    {
        await using var db = await CreateAsync(poolSize: 30);
        var transfers = Enumerable.Range(1, 30).Select(amount => (From: 1 + amount % 2, To: 2 - amount % 2, Amount: amount)).ToList();

        await Task.WhenAll(transfers.Select(transfer => Task.Run(() => Transfers.Move(db.Database, transfer.From, transfer.To, transfer.Amount))));

        var moved = transfers.Sum(transfer => transfer.From == 1 ? -transfer.Amount : transfer.Amount);
        Assert.Equal((100 + moved, 100 - moved), (await db.BalanceAsync(1), await db.BalanceAsync(2)));
        AssertAreConflicts();
        db.AssertAllBack();
    }

    [Fact]
    public async Task SerializableHandlersThatReadBeforeTheyWrite_SeeNoneOfTheOthersHalfDone()
    {
        await using var db = await CreateAsync(poolSize: 10);

        var balances = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => Transfers.Increment(db.Database, 1))));

        Assert.Equal(Enumerable.Range(101, 10).Select(balance => (long)balance), balances.Order());
        Assert.Equal(110, await db.BalanceAsync(1));
        AssertAreConflicts();
        db.AssertAllBack();
    }

    private async Task<TestDatabase> CreateAsync(uint poolSize = 4)
    {
        var db = await TestDatabase.CreateAsync(poolSize);
        db.Database.Retried += _retries.Enqueue;
        return db;
    }

    private async Task AssertBothMovedAsync(TestDatabase db)
    {
        Assert.Equal((93, 107), (await db.BalanceAsync(1), await db.BalanceAsync(2)));
        Assert.NotEmpty(_retries);
        AssertAreConflicts();
        db.AssertAllBack();
    }

    private void AssertAreConflicts() =>
        Assert.All(_retries, retry => Assert.Equal(DatabaseErrorKind.Conflict, DatabaseError.Classify(retry.Exception)));
}
