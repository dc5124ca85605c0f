using System.Data.Common;
using Microsoft.Extensions.Time.Testing;
using Needs.Testing;

namespace Needs.Runtime.Tests.Leasing;

public sealed class SessionResetTests
{
    private static readonly HandlerDescriptor Handler = new("Shop.Orders.Place");
    private readonly FakeDataSource _source = new();
    private readonly List<ReturnFailure> _failures = [];
    private readonly FakeGate _gate = new();
    private int _resets;

    [Theory, CombinatorialCalls]
    public async Task Returned_SessionIsResetAndNobodyWaitsForIt(Calls calls)
    {
        var database = Resetting();
        var lease = await calls.Lend(database, Handler);

        await calls.Return(lease);

        await _gate.Reached;
        Assert.Equal((0, 1), (database.LeaseCount, _source.OpenConnections));
        _gate.Release();
        await Eventually.IsTrueAsync(() => _source.OpenConnections == 0);
        Assert.Equal(1, _resets);
    }

    [Theory, CombinatorialCalls]
    public async Task InTransaction_SessionIsResetAfterItsEnd(Calls calls)
    {
        _gate.Release();
        var database = Resetting();
        var lease = await calls.LendInTransaction(database, Handler);

        await calls.Return(lease);

        await Eventually.IsTrueAsync(() => _source.OpenConnections == 0);
        Assert.Equal(1, _resets);
        Assert.StartsWith(calls.Log("Open, Begin, Rollback, DisposeTransaction"), _source.Log.ToString(), StringComparison.Ordinal);
    }

    [Theory, CombinatorialCalls]
    public async Task ResetFails_ItIsReportedAndTheConnectionClosed(Calls calls)
    {
        _gate.Release();
        var error = new FakeDbException("WSREP has not yet prepared node for application use", "08S01", 1047);
        var database = Resetting(error);

        await calls.Return(await calls.Lend(database, Handler));

        await Eventually.IsTrueAsync(() => _failures.Count == 1 && _source.OpenConnections == 0);
        Assert.Equal((ReturnStep.ResetSession, error), (_failures[0].Step, _failures[0].Exception));
        Assert.Same(Handler, _failures[0].Handler);
    }

    [Theory, CombinatorialCalls]
    public async Task ConnectionIsClosedOrBroken_NothingIsReset(Calls calls)
    {
        var database = Resetting();
        var closed = await calls.Lend(database, Handler);
        closed.Connection<DbConnection>().Close();
        var broken = await calls.Lend(database, Handler);
        broken.Connection<FakeConnection>().Break();

        await calls.Return(closed);
        await calls.Return(broken);

        Assert.Equal((0, 0), (_resets, _source.OpenConnections));
    }

    [Theory, CombinatorialCalls]
    public async Task NeverLent_NothingIsReset(Calls calls)
    {
        var database = Resetting();
        _source.At(FakeOperation.Begin).Throws(new FakeDbException("no"));

        await Assert.ThrowsAsync<FakeDbException>(async () => await calls.LendInTransaction(database, Handler));

        Assert.Equal((0, 0), (_resets, _source.OpenConnections));
    }

    [Theory, CombinatorialCalls]
    public async Task LeftToTheDriver_NothingIsReset(Calls calls)
    {
        var database = new Database(_source, new DatabaseOptions { SessionReset = SessionReset.ByDriver, ResetConnection = ResetAsync });

        await calls.Return(await calls.Lend(database, Handler));

        Assert.Equal((0, 0), (_resets, _source.OpenConnections));
    }

    [Theory]
    [CombinatorialCalls(SessionReset.AtReturn)]
    [CombinatorialCalls(SessionReset.ByDriver)]
    [CombinatorialCalls(SessionReset.FullAtReturn)]
    public async Task TypeOfConnectionCanBeReset_ItIsWhereThatIsAskedFor(Calls calls, SessionReset reset)
    {
        var source = new FakeDataSource { MakeConnection = static source => new ResettableConnection(source) };
        _ = new HandlerDescriptor("Shop.Orders.Find").Resets<ResettableConnection>(static (connection, _) => connection.ResetAsync());
        var database = new Database(source, new DatabaseOptions { SessionReset = reset });
        var lease = await calls.Lend(database, Handler);
        var connection = lease.Connection<ResettableConnection>();

        await calls.Return(lease);

        await Eventually.IsTrueAsync(() => source.OpenConnections == 0);
        Assert.Equal(reset == SessionReset.FullAtReturn ? 1 : 0, connection.Resets);
    }

    [Fact]
    public async Task ResetIsNeverAnsweredByADriverThatIgnoresItsToken_ItIsReportedAndTheLeaseIsOver()
    {
        var time = new FakeTimeProvider();
        var database = new Database(_source, new DatabaseOptions { TimeProvider = time, ResetConnection = (_, _) => new ValueTask(_gate.Arrive()) });
        database.ReturnFailed += _failures.Add;
        await (await database.LendAsync(Handler)).ReturnAsync();

        time.Advance(TimeSpan.FromSeconds(10));

        Assert.IsType<TimeoutException>(Assert.Single(_failures).Exception);
        Assert.Equal((0, 1), (database.LeaseCount, _source.OpenConnections));
        _gate.Release();
        await Eventually.IsTrueAsync(() => _source.OpenConnections == 0);
    }

    [Fact]
    public async Task LentWhileAnotherIsReset_LeasesDoNotMix()
    {
        var database = Resetting();
        await (await database.LendAsync(Handler)).ReturnAsync();
        await _gate.Reached;

        var next = await database.LendAsync(Handler);
        _gate.Release();

        Assert.Equal(2, next.Connection<FakeConnection>().Number);
        await Eventually.IsTrueAsync(() => _source.OpenConnections == 1);
        Assert.Equal(1, database.LeaseCount);
        await next.ReturnAsync();
        await Eventually.IsTrueAsync(() => _source.OpenConnections == 0);
    }

    private Database Resetting(Exception? error = null)
    {
        var database = new Database(_source, new DatabaseOptions
        {
            ResetConnection = async (connection, token) =>
            {
                await ResetAsync(connection, token);
                if (error is not null) throw error;
            },
        });
        database.ReturnFailed += _failures.Add;
        return database;
    }

    private async ValueTask ResetAsync(DbConnection connection, CancellationToken token)
    {
        _resets++;
        await _gate.Arrive().WaitAsync(token);
    }

    private sealed class ResettableConnection(FakeDataSource source) : FakeConnection(source)
    {
        public int Resets { get; private set; }

        public ValueTask ResetAsync()
        {
            Resets++;
            return ValueTask.CompletedTask;
        }
    }
}
