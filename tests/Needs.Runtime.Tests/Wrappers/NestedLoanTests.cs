using Needs.Runtime.Tests.Handlers;
using Needs.Testing;

namespace Needs.Runtime.Tests.Wrappers;

public sealed class NestedLoanTests
{
    private const int Found = 1;

    private readonly FakeDataSource _source = new();
    private readonly Database _database;

    public NestedLoanTests() => _database = Refusing(_source);

    public static IEnumerable<object[]> Pairs =>
        from holder in Holders.Keys
        from borrower in Borrowers.Keys
        select (object[])[holder, borrower];

    private static readonly Dictionary<string, Func<Database, Func<Task<int>>, Task<int>>> Holders = new()
    {
        [nameof(NestingHandlers.Hold)] = (db, meanwhile) => Task.FromResult(NestingHandlers.Hold(db, Waiting(meanwhile))),
        [nameof(NestingHandlers.HoldAsync)] = NestingHandlers.HoldAsync,
        [nameof(NestingHandlers.HoldInTransaction)] = (db, meanwhile) =>
            Task.FromResult(NestingHandlers.HoldInTransaction(db, Waiting(meanwhile))),
        [nameof(NestingHandlers.HoldInTransactionAsync)] = NestingHandlers.HoldInTransactionAsync,
        [nameof(NestingHandlers.Stream)] = (db, meanwhile) => Task.FromResult(NestingHandlers.Stream(db, Waiting(meanwhile)).First()),
        [nameof(NestingHandlers.StreamAsync)] = async (db, meanwhile) => await NestingHandlers.StreamAsync(db, meanwhile).FirstAsync(),
    };

    private static readonly Dictionary<string, Func<Database, Task<int>>> Borrowers = Holders.ToDictionary(
        holder => holder.Key, holder => (Func<Database, Task<int>>)(db => holder.Value(db, Done)));

    [Theory, MemberData(nameof(Pairs))]
    public async Task HandlerCallsAnother_IsRefusedAndErrorNamesBoth(string holder, string borrower)
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Holders[holder](_database, () => Borrowers[borrower](_database)));

        Assert.StartsWith(
            $"'{NameOf(holder)}' holds a connection of database 'shop', and '{NameOf(borrower)}', called meanwhile, borrows another one",
            error.Message);
        Assert.EndsWith("or give it back first (NEEDS206).", error.Message);
        Assert.Equal(1, _source.Log.Count(FakeOperation.Open));
        AssertNothingIsOut();
    }

    [Theory, MemberData(nameof(Pairs))]
    public async Task NothingIsSaidOfNestedLoans_BothAreLent(string holder, string borrower)
    {
        var database = new Database(_source);

        Assert.Equal(Found, await Holders[holder](database, () => Borrowers[borrower](database)));

        Assert.Equal(2, _source.Log.Count(FakeOperation.Open));
    }

    [Theory, MemberData(nameof(Pairs))]
    public async Task HandlerCallsAnotherOfAnotherDatabase_BothAreLent(string holder, string borrower)
    {
        var other = Refusing(new FakeDataSource());

        Assert.Equal(Found, await Holders[holder](_database, () => Borrowers[borrower](other)));
    }

    [Theory, MemberData(nameof(Pairs))]
    public async Task HandlerCallsBackByAnotherDatabase_IsRefused(string holder, string borrower)
    {
        var other = Refusing(new FakeDataSource());

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            Holders[holder](_database, () => Holders[holder](other, () => Borrowers[borrower](_database))));
    }

    [Theory, MemberData(nameof(Pairs))]
    public async Task OneAfterTheOther_BothAreLent(string first, string second)
    {
        Assert.Equal(Found, await Borrowers[first](_database));
        Assert.Equal(Found, await Borrowers[second](_database));
    }

    [Theory, MemberData(nameof(Pairs))]
    public async Task FirstFailed_NextIsLent(string first, string second)
    {
        var error = new FakeDbException("handler");
        Assert.Same(error, await Record.ExceptionAsync(() => Holders[first](_database, () => throw error)));

        Assert.Equal(Found, await Borrowers[second](_database));
    }

    [Theory, MemberData(nameof(Pairs))]
    public async Task FirstGotNoConnection_NextIsLent(string first, string second)
    {
        var error = new FakeDbException("refused");
        _source.At(FakeOperation.Open).Throws(error, times: 1);
        Assert.Same(error, await Record.ExceptionAsync(() => Borrowers[first](_database)));

        Assert.Equal(Found, await Borrowers[second](_database));
    }

    [Fact]
    public async Task OfTwoFlows_EachIsLentItsOwn()
    {
        var bothHold = new TaskCompletionSource();
        var holding = 0;
        async Task<int> Meet()
        {
            if (Interlocked.Increment(ref holding) == 2) bothHold.SetResult();
            await bothHold.Task;
            return Found;
        }

        var found = await Task.WhenAll(NestingHandlers.HoldAsync(_database, Meet), NestingHandlers.HoldAsync(_database, Meet));

        Assert.Equal([Found, Found], found);
    }

    [Fact]
    public async Task HandlerStartsTwo_EachIsRefused()
    {
        Task<int>[] started = [];

        await NestingHandlers.HoldAsync(_database, async () =>
        {
            started = [Task.Run(() => NestingHandlers.Hold(_database, () => Found)), NestingHandlers.HoldAsync(_database, Done)];
            await Task.WhenAll(started).ContinueWith(_ => { }, TaskScheduler.Default);
            return Found;
        });

        Assert.All(started, task => Assert.IsType<InvalidOperationException>(task.Exception?.InnerException));
    }

    [Fact]
    public async Task WorkOutlivesItsHandler_IsLentWhenTheHandlersIsBack()
    {
        var isBack = new TaskCompletionSource();
        var work = Task.FromResult(0);
        await NestingHandlers.HoldAsync(_database, () =>
        {
            work = Task.Run(async () =>
            {
                await isBack.Task;
                return await NestingHandlers.HoldAsync(_database, Done);
            });
            return Done();
        });

        isBack.SetResult();

        Assert.Equal(Found, await work);
    }

    [Fact]
    public async Task WorkOutlivesItsHandlerWhoseSlotIsLentAgain_IsLent()
    {
        var isLentAgain = new TaskCompletionSource();
        var work = Task.FromResult(0);
        await NestingHandlers.HoldAsync(_database, () =>
        {
            work = Task.Run(async () =>
            {
                await isLentAgain.Task;
                return await NestingHandlers.HoldAsync(_database, Done);
            });
            return Done();
        });

        await NestingHandlers.HoldAsync(_database, () =>
        {
            isLentAgain.SetResult();
            return work;
        });

        Assert.Equal(Found, await work);
    }

    [Fact]
    public async Task WorkStartedInAFlowOfItsOwn_IsLentMeanwhile()
    {
        var found = await NestingHandlers.HoldAsync(_database, () =>
        {
            using (ExecutionContext.SuppressFlow()) return Task.Run(() => NestingHandlers.HoldAsync(_database, Done));
        });

        Assert.Equal(Found, found);
    }

    [Fact]
    public async Task HandlerHasClosedItsConnection_IsLentAnother()
    {
        Assert.Equal(Found, await NestingHandlers.CloseAsync(_database, () => NestingHandlers.HoldAsync(_database, Done)));
    }

    [Fact]
    public void ConsumerOfASyncStreamCallsBetweenItems_IsRefusedUntilTheStreamIsDisposed()
    {
        using (var items = NestingHandlers.Stream(_database, () => Found).GetEnumerator())
        {
            items.MoveNext();

            Assert.Throws<InvalidOperationException>(() => NestingHandlers.Hold(_database, () => Found));
        }

        Assert.Equal(Found, NestingHandlers.Hold(_database, () => Found));
    }

    /// <summary>What an async iterator notes of its flow is gone when it yields: the runtime sees no further, the analyzer does.</summary>
    [Fact]
    public async Task ConsumerOfAnAsyncStreamCallsBetweenItems_IsNotSeen()
    {
        await foreach (var _ in NestingHandlers.StreamAsync(_database, Done))
        {
            Assert.Equal(Found, await NestingHandlers.HoldAsync(_database, Done));
            break;
        }

        AssertNothingIsOut();
    }

    private static Database Refusing(FakeDataSource source) =>
        new(source, new DatabaseOptions { Name = "shop", NestedLoans = NestedLoans.Refuse });

    private static Task<int> Done() => Task.FromResult(Found);

    private static Func<int> Waiting(Func<Task<int>> work) => () => work().GetAwaiter().GetResult();

    private static string NameOf(string handler) => $"Needs.Runtime.Tests.Handlers.{nameof(NestingHandlers)}.{handler}";

    private void AssertNothingIsOut()
    {
        Assert.Equal(0, _database.LeaseCount);
        Assert.Equal(0, _source.OpenConnections);
    }
}
