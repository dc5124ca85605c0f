using System.Data;
using Needs.Testing;

namespace Needs.Runtime.Tests.Fakes;

/// <summary>The fake has to behave as drivers do, or the tests that use it prove nothing.</summary>
public sealed class FakeDataSourceTests
{
    private readonly FakeDataSource _source = new();

    [Fact]
    public async Task OpenedAndClosed_StateChangesAndLogFollow()
    {
        var changes = new List<ConnectionState>();
        var connection = (FakeConnection)_source.CreateConnection();
        connection.StateChange += (_, change) => changes.Add(change.CurrentState);

        connection.Open();
        await connection.CloseAsync();
        await connection.OpenAsync();
        connection.Dispose();
        await connection.DisposeAsync();

        Assert.Equal([ConnectionState.Open, ConnectionState.Closed, ConnectionState.Open, ConnectionState.Closed], changes);
        Assert.Equal("Open, CloseAsync, OpenAsync, Close", _source.Log.ToString());
        Assert.Throws<ObjectDisposedException>(connection.Open);
    }

    [Fact]
    public void ConnectionClosesInATransaction_TransactionIsRolledBackAndForgetsIt()
    {
        var connection = (FakeConnection)_source.OpenConnection();
        var transaction = (FakeTransaction)connection.BeginTransaction();

        connection.Close();

        Assert.Null(transaction.Connection);
        Assert.Equal(FakeOutcome.RolledBackByDriver, transaction.Outcome);
        Assert.Throws<InvalidOperationException>(transaction.Commit);
    }

    [Fact]
    public void Broken_NothingWorksButClosing()
    {
        var connection = (FakeConnection)_source.OpenConnection();
        var transaction = connection.BeginTransaction();
        connection.Break();

        Assert.Throws<InvalidOperationException>(transaction.Commit);
        Assert.Throws<InvalidOperationException>(() => connection.CreateCommand().ExecuteNonQuery());
        connection.Dispose();
        Assert.Equal(ConnectionState.Closed, connection.State);
        Assert.Equal(0, _source.OpenConnections);
    }

    [Fact]
    public async Task PlannedFailures_HitThoseOperationsAndGiveThePlaceBack()
    {
        await using var source = new FakeDataSource(poolSize: 1);
        var error = new FakeDbException("refused");
        source.At(FakeOperation.Open).Throws(error, times: 2, skip: 1);
        await (await source.OpenConnectionAsync()).DisposeAsync();

        Assert.Same(error, Record.Exception(() => source.OpenConnection()));
        Assert.Same(error, await Record.ExceptionAsync(async () => await source.OpenConnectionAsync()));

        await using var connection = await source.OpenConnectionAsync();
        Assert.Equal("OpenAsync, CloseAsync, Open!, OpenAsync!, OpenAsync", source.Log.ToString());
        Assert.Equal((1, 1), (source.OpenConnections, source.MostOpenConnections));
    }

    [Fact]
    public async Task PoolIsFull_NextWaitsUntilOneIsBack()
    {
        await using var source = new FakeDataSource(poolSize: 1);
        var first = await source.OpenConnectionAsync();
        var waiting = source.OpenConnectionAsync().AsTask();
        Assert.False(waiting.IsCompleted);

        await first.DisposeAsync();

        await using var second = await waiting;
        Assert.Equal(ConnectionState.Open, second.State);
    }

    [Fact]
    public async Task TwoCommandsAtOnce_SecondFails()
    {
        var gate = _source.At(FakeOperation.Execute).Waits();
        await using var connection = await _source.OpenConnectionAsync();
        var first = connection.CreateCommand().ExecuteNonQueryAsync();
        await gate.Reached;

        await Assert.ThrowsAsync<InvalidOperationException>(() => connection.CreateCommand().ExecuteNonQueryAsync());
        gate.Release();
        await first;
    }

    [Fact]
    public async Task Queried_RowsOfTheTestComeBack()
    {
        _source.Query = sql => new DataTable { Columns = { "Text" }, Rows = { sql } };
        await using var command = _source.CreateCommand("select 1");

        await using var reader = await command.ExecuteReaderAsync();

        Assert.True(await reader.ReadAsync());
        Assert.Equal("select 1", reader.GetString(0));
    }
}
