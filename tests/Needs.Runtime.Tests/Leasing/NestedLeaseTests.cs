using Needs.Testing;

namespace Needs.Runtime.Tests.Leasing;

public sealed class NestedLeaseTests
{
    private static readonly HandlerDescriptor First = new("First");
    private static readonly HandlerDescriptor Second = new("Second");

    private readonly FakeDataSource _source = new();
    private readonly Database _database;

    public NestedLeaseTests() => _database = Refusing(_source);

    [Theory, CombinatorialCalls]
    public async Task Held_SecondIsRefusedAndTheFirstGoesOn(Calls calls)
    {
        var lease = await calls.LendInTransaction(_database, First);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () => await calls.Lend(_database, Second));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await calls.LendInTransaction(_database, Second));

        Assert.StartsWith("'First' holds a connection of database 'default', and 'Second', called meanwhile, borrows another one", error.Message);
        Assert.Same(First, Assert.Single(_database.GetLeases()).Handler);
        await calls.Complete(lease);
        await calls.Return(lease);
        Assert.Equal(FakeOutcome.Committed, Assert.Single(_source.Transactions).Outcome);
    }

    [Theory, CombinatorialCalls]
    public async Task Returned_NextIsLent(Calls calls)
    {
        for (var i = 0; i < 3; i++) await calls.Return(await calls.Lend(_database, First));

        Assert.Equal(0, _database.LeaseCount);
    }

    [Theory, CombinatorialCalls]
    public async Task ReturnedInAnotherFlow_NextIsLent(Calls calls)
    {
        var lease = await calls.Lend(_database, First);
        await Task.Run(async () => await calls.Return(lease));

        await calls.Return(await calls.Lend(_database, Second));
    }

    [Fact]
    public async Task RefusedAsynchronously_ErrorComesWithTheTask()
    {
        await using var lease = await _database.LendAsync(First);

        var lending = _database.LendAsync(Second);

        Assert.True(lending.IsFaulted);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await lending);
    }

    [Fact]
    public async Task FirstStillWaitsForItsConnection_SecondIsRefused()
    {
        var gate = _source.At(FakeOperation.Open).Waits();
        var lending = _database.LendAsync(First);
        await gate.Reached;

        Assert.Throws<InvalidOperationException>(() => _database.Lend(Second));

        gate.Release();
        await (await lending).ReturnAsync();
    }

    [Fact]
    public async Task LentInACalledMethod_CallersFlowHoldsNothing()
    {
        async Task<Lease> LendElsewhere() => await _database.LendAsync(First);
        await using var first = await LendElsewhere();

        await using var second = await _database.LendAsync(Second);

        Assert.Equal(2, _database.LeaseCount);
    }

    [Fact]
    public async Task MadeByKey_DatabasesRefuseWhatTheOptionsOfKeysRefuse()
    {
        await using var databases = new Databases([], _ => _source, new DatabaseOptions { NestedLoans = NestedLoans.Refuse });
        var database = databases.Get(new DatabaseKey("tenant", "secret", "host", "shop"));
        using var lease = database.Lend(First);

        var error = Assert.Throws<InvalidOperationException>(() => database.Lend(Second));

        Assert.Contains($"of database '{database.Name}'", error.Message);
    }

    [Fact]
    public async Task ReturnedLease_LeavesNothingInTheFlow()
    {
        WeakReference Use()
        {
            var database = Refusing(new FakeDataSource());
            database.Lend(First).Return();
            return new WeakReference(database);
        }

        var database = Use();

        await Eventually.IsTrueAsync(() => IsCollected(database));
    }

    /// <summary>A test beside this one that looks at the metrics of all databases holds them for a moment.</summary>
    private static bool IsCollected(WeakReference reference)
    {
        GC.Collect();
        return !reference.IsAlive;
    }

    private static Database Refusing(FakeDataSource source) => new(source, new DatabaseOptions { NestedLoans = NestedLoans.Refuse });
}
