using Needs.Testing;

namespace Needs.Runtime.Tests.Cursors;

public sealed class CursorTokenTests : CursorTest
{
    private readonly CancellationTokenSource _stop = new();

    [Fact]
    public async Task CancelledBefore_NothingRuns()
    {
        await _stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Db.OpenCursorAsync("SELECT", _stop.Token));

        Assert.Null(Command);
    }

    [Fact]
    public async Task CancelledWhileARowIsAwaited_EndsTheQuery_FromAnotherThread()
    {
        Rows = Endless();
        var gate = Rows.Reading.Waits();
        await using var rows = await Db.OpenCursorAsync("SELECT", _stop.Token);
        var reading = rows.MapAsync(row => row.Get<int>("id")).ToListAsync().AsTask();
        await gate.Reached;
        Assert.False(reading.IsCompleted);

        _stop.Cancel();

        var error = await Assert.ThrowsAsync<OperationCanceledException>(() => reading);
        Assert.Equal(_stop.Token, error.CancellationToken);
        Assert.IsType<FakeDbException>(error.InnerException);
        Assert.Equal(1, Rows.Cancels);
        Assert.NotSame(Thread.CurrentThread, Rows.CancellingThread);
        Assert.True(Rows.IsDisposed);
    }

    [Fact]
    public async Task TokenOfTheEnumeration_EndsTheQueryToo()
    {
        Rows = Endless();
        await using var rows = await Db.OpenCursorAsync("SELECT");

        var error = await Assert.ThrowsAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in rows.WithCancellation(_stop.Token)) await _stop.CancelAsync();
        });

        Assert.Equal(_stop.Token, error.CancellationToken);
        Assert.True(Rows.IsDisposed);
    }

    [Fact]
    public void CancelledWhileItIsReadSynchronously_EndsTheQuery()
    {
        Rows = Endless();
        var gate = Rows.Reading.Waits();
        _ = gate.Reached.ContinueWith(_ => _stop.Cancel(), TaskScheduler.Default);

        Assert.Throws<OperationCanceledException>(() =>
        {
            using var rows = Db.OpenCursor("SELECT", _stop.Token);
            foreach (var _ in rows)
            {
            }
        });

        Assert.True(Rows.IsDisposed);
    }

    [Fact]
    public async Task CancelledAfterTheEnd_CancelsNothing()
    {
        await using (var rows = await Db.OpenCursorAsync("SELECT", _stop.Token))
            await foreach (var _ in rows.WithCancellation(_stop.Token))
            {
            }

        await _stop.CancelAsync();

        Assert.Equal(0, Rows.Cancels);
    }

    [Fact]
    public async Task RowsThatEndSinceTheyWereCancelled_AreNotTakenForAll()
    {
        await using var rows = await Db.OpenCursorAsync("SELECT", _stop.Token);
        Rows.Reading.Waits();

        var reading = rows.MapAsync(row => row.Get<int>("id")).ToListAsync().AsTask();
        Rows.DeafTo = int.MaxValue;
        await _stop.CancelAsync();
        Rows.Reading.Clear();

        await Assert.ThrowsAsync<OperationCanceledException>(() => reading);
    }
}
