using System.Data.Common;
using System.Runtime.CompilerServices;

namespace Needs.Leasing;

/// <summary>
/// Undoes what a handler left behind on its session and gives the connection back to the driver's pool, after the handler's caller went on.
/// Used again by the next loan of its slot: where the driver's own reset allocates nothing, neither does this.
/// </summary>
internal sealed class SessionCleaner(LeaseSlot slot, TimeProvider time)
{
    /// <summary>A server that is gone without a word must not keep a place in the pool for as long as the network takes to notice.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly Deadline _deadline = new(time);
    private ConfiguredValueTaskAwaitable.ConfiguredValueTaskAwaiter _reset;
    private CancellationTokenRegistration _late;
    private Func<DbConnection, CancellationToken, ValueTask>? _how;
    private Action? _end;

    public void Start(DbConnection connection, Func<DbConnection, CancellationToken, ValueTask> reset)
    {
        _how = reset;
        ValueTask resetting;
        try
        {
            var token = _deadline.Start(Limit, CancellationToken.None);
            _late = token.UnsafeRegister(static cleaner => ((SessionCleaner)cleaner!).TellThatItIsLate(), this);
            resetting = reset(connection, token);
        }
        catch (Exception error)
        {
            resetting = ValueTask.FromException(error);
        }

        _reset = resetting.ConfigureAwait(false).GetAwaiter();
        if (_reset.IsCompleted) End();
        else _reset.UnsafeOnCompleted(_end ??= End);
    }

    private void End()
    {
        var reset = _reset;
        _reset = default;
        try
        {
            _late.Dispose();
            _deadline.Stop();
            reset.GetResult();
        }
        catch (Exception error)
        {
            slot.Report(ReturnStep.ResetSession, error);
            _ = CleanAgainAsync();
            return;
        }

        slot.CloseAndRecycle();
    }

    /// <summary>
    /// A reader that the handler left open stands in the way of everything; the driver reads the rest of it when it closes the connection,
    /// and its pool gives last what came back last. A session that can't be cleaned even then is not lent again.
    /// </summary>
    private async Task CleanAgainAsync()
    {
        if (slot.Connection is { } connection && TransactionState.IsOpen(connection) && !slot.IsUnfit)
        {
            using var patience = new CancellationTokenSource(Limit, time);
            try
            {
                await connection.CloseAsync().ConfigureAwait(false);
                await connection.OpenAsync(patience.Token).ConfigureAwait(false);
                await _how!(connection, patience.Token).ConfigureAwait(false);
            }
            catch (Exception)
            {
                slot.IsUnfit = TransactionState.IsOpen(connection);
            }
        }

        await slot.CloseAndRecycleAsync().ConfigureAwait(false);
    }

    /// <summary>Some drivers don't look at their token: then the connection stays out until the network ends it.</summary>
    private void TellThatItIsLate() => slot.Report(
        ReturnStep.ResetSession,
        new TimeoutException($"The session was not reset within {Limit.TotalSeconds} s. Its connection goes back to the pool when the server answers, or the network gives up."));
}
