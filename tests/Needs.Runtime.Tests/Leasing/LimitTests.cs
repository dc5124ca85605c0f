using Microsoft.Extensions.Time.Testing;
using Needs.Testing;

namespace Needs.Runtime.Tests.Leasing;

public sealed class LimitTests
{
    private static readonly HandlerDescriptor Find = new("Shop.Orders.Find");
    private static readonly HandlerDescriptor Report = new("Shop.Reports.Year") { MaxConcurrency = 1 };
    private readonly FakeDataSource _source = new();
    private readonly FakeTimeProvider _time = new();

    [Theory, CombinatorialCalls]
    public async Task AllAreLent_NextWaitsUntilOneIsBack(Calls calls)
    {
        var database = Limited(1);
        var first = await calls.Lend(database, Find);

        var second = Task.Run(async () => await calls.Lend(database, Find));
        await Eventually.IsTrueAsync(() => database.GetStatus().Waiting == 1);
        Assert.Equal(1, _source.OpenConnections);

        await calls.Return(first);
        await calls.Return(await second);
        Assert.Equal(0, database.LeaseCount);
        Assert.Equal(1, _source.MostOpenConnections);
    }

    [Fact]
    public async Task ManyWait_FirstComeFirstServed()
    {
        var database = Limited(1);
        var holder = await database.LendAsync(Find);
        var order = new List<int>();
        var waiting = new List<Task>();
        for (var i = 0; i < 20; i++)
        {
            var lending = database.LendAsync(Find).AsTask();
            waiting.Add(UseAsync(i, lending));
        }

        await holder.ReturnAsync();
        await Task.WhenAll(waiting);

        Assert.Equal(Enumerable.Range(0, 20), order);

        async Task UseAsync(int number, Task<Lease> lending)
        {
            var lease = await lending;
            order.Add(number);
            await lease.ReturnAsync();
        }
    }

    [Theory, CombinatorialCalls]
    public async Task TurnDoesNotCome_ErrorNamesTheHoldersAndTheQueueGoesOn(Calls calls)
    {
        var database = Limited(1);
        var holder = await calls.Lend(database, Report);
        _time.Advance(TimeSpan.FromSeconds(90));

        var late = Task.Run(async () => await calls.Lend(database, Find));
        var next = await LateAsync();
        _time.Advance(TimeSpan.FromSeconds(15));
        var error = await Assert.ThrowsAsync<DatabaseBusyException>(() => late);

        Assert.Equal(BusyReason.DatabaseLimit, error.Reason);
        Assert.Equal(
            "Shop.Orders.Find waited 15.0 s for a connection of database 'shop' and got none: all 1 are lent. Held by Shop.Reports.Year (for 105.0 s).",
            error.Message);
        Assert.Equal(1, database.GetStatus().Handlers.Single(handler => handler.Handler == Find).Refused);
        await calls.Return(holder);
        await calls.Return(await next);
        Assert.Equal(0, database.LeaseCount);

        // Comes second, and with more patience.
        async Task<Task<Lease>> LateAsync()
        {
            await Eventually.IsTrueAsync(() => database.GetStatus().Waiting == 1);
            var patient = Task.Run(async () => await calls.Lend(database, new HandlerDescriptor("Patient") { WaitMilliseconds = 60_000 }));
            await Eventually.IsTrueAsync(() => database.GetStatus().Waiting == 2);
            return patient;
        }
    }

    [Theory, CombinatorialCalls]
    public async Task HandlerHasItsMost_OthersAreServedMeanwhile(Calls calls)
    {
        var database = Limited(3);
        var report = await calls.Lend(database, Report);
        var second = Task.Run(async () => await calls.Lend(database, Report));
        await Eventually.IsTrueAsync(() => database.GetStatus().Waiting == 1);

        await calls.Return(await calls.Lend(database, Find));
        await calls.Return(await calls.Lend(database, Find));
        Assert.False(second.IsCompleted);

        await calls.Return(report);
        await calls.Return(await second);
    }

    [Theory, CombinatorialCalls]
    public async Task HandlersTurnDoesNotCome_ErrorSaysThatItIsTheHandlersLimit(Calls calls)
    {
        var database = new Database(_source, new DatabaseOptions { TimeProvider = _time });
        var hasty = new HandlerDescriptor("Shop.Reports.Day") { MaxConcurrency = 1, WaitMilliseconds = 2_000 };
        await calls.Lend(database, hasty);

        var second = Task.Run(async () => await calls.Lend(database, hasty));
        await Eventually.IsTrueAsync(() => database.GetStatus().Waiting == 1);
        _time.Advance(TimeSpan.FromSeconds(2));
        var error = await Assert.ThrowsAsync<DatabaseBusyException>(() => second);

        Assert.Equal((BusyReason.HandlerLimit, TimeSpan.FromSeconds(2)), (error.Reason, error.Waited));
        Assert.Contains("at most 1 of its runs may have one at once. Held by Shop.Reports.Day (for 2.0 s).", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitingForItsHandler_TakesNoPlaceOfTheDatabase()
    {
        var database = Limited(2);
        var report = await database.LendAsync(Report);
        var waiting = Enumerable.Range(0, 5).Select(_ => database.LendAsync(Report).AsTask()).ToArray();

        await (await database.LendAsync(Find)).ReturnAsync();

        await report.ReturnAsync();
        foreach (var next in waiting) await (await next).ReturnAsync();
        Assert.Equal(0, database.LeaseCount);
    }

    [Fact]
    public async Task WaiterIsCancelled_ItLeavesTheQueueAndTakesNothing()
    {
        var database = Limited(1);
        var holder = await database.LendAsync(Find);
        using var cancellation = new CancellationTokenSource();
        var cancelled = database.LendAsync(Find, cancellation.Token).AsTask();
        var next = database.LendAsync(Find).AsTask();

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.Equal(2, database.LeaseCount);

        await holder.ReturnAsync();
        await (await next).ReturnAsync();
        Assert.Equal(0, database.LeaseCount);
        Assert.Equal(0, database.GetStatus().Handlers[0].Refused);
    }

    [Fact]
    public async Task OpenTakesLongerThanTheHandlerMayWait_ItIsRefusedAndNothingStaysOpen()
    {
        var database = new Database(_source, new DatabaseOptions { TimeProvider = _time, WaitLimit = TimeSpan.FromSeconds(3) });
        var gate = _source.At(FakeOperation.Open).Waits();
        var lending = database.LendAsync(Find).AsTask();
        await gate.Reached;

        _time.Advance(TimeSpan.FromSeconds(3));
        var error = await Assert.ThrowsAsync<DatabaseBusyException>(() => lending);

        Assert.Equal(BusyReason.WaitLimit, error.Reason);
        Assert.EndsWith("the server did not open one in that time. No handler holds one.", error.Message, StringComparison.Ordinal);
        _source.At(FakeOperation.Open).Clear();
        await (await database.LendAsync(Find)).ReturnAsync();
        Assert.Equal((0, 0), (database.LeaseCount, _source.OpenConnections));
    }

    [Fact]
    public async Task OpenNeverEndsAndTheDriverIgnoresItsToken_HandlerIsRefusedAndTheConnectionClosedOnceItIsOpen()
    {
        var gate = new FakeGate();
        var source = new FakeDataSource { MakeConnection = source => new DeafConnection(source, gate) };
        var database = new Database(source, new DatabaseOptions { TimeProvider = _time, WaitLimit = TimeSpan.FromSeconds(3), MaxLeases = 1 });
        var lending = database.LendAsync(Find).AsTask();
        await gate.Reached;

        await Eventually.IsTrueAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return lending.IsCompleted;
        });
        var error = await Assert.ThrowsAsync<DatabaseBusyException>(() => lending);

        Assert.Equal(BusyReason.WaitLimit, error.Reason);
        Assert.Equal(0, database.LeaseCount);
        gate.Release();
        await (await database.LendAsync(Find)).ReturnAsync();
        await Eventually.IsTrueAsync(() => source.OpenConnections == 0);
    }

    [Fact]
    public async Task CallersTokenIsCancelledWhileALimitRuns_CancellationSurfaces()
    {
        var database = new Database(_source, new DatabaseOptions { WaitLimit = TimeSpan.FromMinutes(3) });
        var gate = _source.At(FakeOperation.Open).Waits();
        using var cancellation = new CancellationTokenSource();
        var lending = database.LendAsync(Find, cancellation.Token).AsTask();
        await gate.Reached;

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lending);
        Assert.Equal(0, database.LeaseCount);
    }

    [Fact]
    public async Task OpenFails_ItsTurnGoesToTheNext()
    {
        var database = Limited(1);
        var error = new FakeDbException("down");
        _source.At(FakeOperation.Open).Throws(error, times: 2);

        Assert.Same(error, await Record.ExceptionAsync(async () => await database.LendAsync(Find)));
        Assert.Same(error, await Record.ExceptionAsync(async () => await database.LendInTransactionAsync(Find)));
        await (await database.LendAsync(Find)).ReturnAsync();
        Assert.Equal(0, database.LeaseCount);
    }

    [Fact]
    public async Task BeginIsNeverAnswered_ItIsRefusedAndTheConnectionClosedOnceItIs()
    {
        var database = new Database(_source, new DatabaseOptions { TimeProvider = _time });
        var gate = _source.At(FakeOperation.Begin).Waits();
        var lending = database.LendInTransactionAsync(Find).AsTask();
        await gate.Reached;

        await Eventually.IsTrueAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(5));
            return lending.IsCompleted;
        });
        var error = await Assert.ThrowsAsync<DatabaseBusyException>(() => lending);

        Assert.Equal(BusyReason.WaitLimit, error.Reason);
        Assert.Equal((0, 1), (database.LeaseCount, _source.OpenConnections));
        gate.Release();
        await Eventually.IsTrueAsync(() => _source.OpenConnections == 0);
        Assert.Equal(FakeOutcome.RolledBackByDriver, Assert.Single(_source.Transactions).Outcome);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task LentAndWaitedForAtRandom_LimitsHoldAndNothingIsLost(bool hasWaitLimit)
    {
        const int Most = 5;
        var database = new Database(_source, new DatabaseOptions { MaxLeases = Most, WaitLimit = hasWaitLimit ? TimeSpan.FromMinutes(2) : null });
        var running = 0;
        var mostReports = 0;
        var errors = 0;

        await Task.WhenAll(Enumerable.Range(0, 24).Select(worker => Task.Run(async () =>
        {
            var random = new Random(worker);
            for (var i = 0; i < 200; i++)
            {
                var handler = random.Next(2) == 0 ? Report : Find;
                using var patience = new CancellationTokenSource();
                if (random.Next(3) == 0) patience.CancelAfter(TimeSpan.FromMilliseconds(random.Next(5)));
                try
                {
                    var lease = await database.LendAsync(handler, patience.Token);
                    if (handler == Report)
                    {
                        var now = Interlocked.Increment(ref running);
                        InterlockedMax(ref mostReports, now);
                    }

                    await Task.Yield();
                    if (handler == Report) Interlocked.Decrement(ref running);
                    await lease.ReturnAsync();
                }
                catch (OperationCanceledException)
                {
                    Interlocked.Increment(ref errors);
                }
            }
        })));

        Assert.Equal(1, mostReports);
        Assert.InRange(_source.MostOpenConnections, 1, Most);
        Assert.Equal((0, 0), (database.LeaseCount, _source.OpenConnections));
        var status = database.GetStatus();
        Assert.Equal(24 * 200, status.Handlers.Sum(handler => handler.Lent) + errors);
        for (var i = 0; i < Most; i++) await database.LendAsync(Find);
        Assert.Equal(Most, database.GetStatus().Held);
    }

    private Database Limited(int most) => new(_source, new DatabaseOptions { Name = "shop", MaxLeases = most, TimeProvider = _time });

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = most; value > seen; seen = most) Interlocked.CompareExchange(ref most, value, seen);
    }

    private sealed class DeafConnection(FakeDataSource source, FakeGate gate) : FakeConnection(source)
    {
        public override async Task OpenAsync(CancellationToken cancellationToken)
        {
            await gate.Arrive();
            await base.OpenAsync(CancellationToken.None);
        }
    }
}
