using System.Data.Common;
using System.Runtime.CompilerServices;

namespace Needs.Leasing;

/// <summary>The way back, which no error stops.</summary>
internal sealed partial class LeaseSlot
{
    public void Return(long version)
    {
        if (!Claim(version)) return;
        GiveBack();
    }

    public ValueTask ReturnAsync(long version) => Claim(version) ? GiveBackAsync() : ValueTask.CompletedTask;

    /// <summary>Ends a loan that never reached its handler.</summary>
    public void Abandon() => Return(_version);

    /// <inheritdoc cref="Abandon"/>
    public ValueTask AbandonAsync() => ReturnAsync(_version);

    /// <summary>Ends a loan whose handler's caller went on before.</summary>
    public void CloseAndRecycle()
    {
        Close();
        _database.Recycle(this);
    }

    /// <inheritdoc cref="CloseAndRecycle"/>
    public async Task CloseAndRecycleAsync()
    {
        await CloseAsync().ConfigureAwait(false);
        _database.Recycle(this);
    }

    public void Report(ReturnStep step, Exception error)
    {
        IsUnfit |= _database.Nodes.Notice(error);
        _database.Report(new ReturnFailure(DatabaseName, Handler, step, error));
    }

    private bool Claim(long version)
    {
        if (Interlocked.CompareExchange(ref _version, version + 1, version) != version) return false;
        _database.Leave(this, version);
        return true;
    }

    private void GiveBack()
    {
        _transaction.End();
        _attempts?.NoteEnd(_transaction.MayHaveCommitted, isLost: Connection is null || !TransactionState.IsOpen(Connection));
        if (FindReset() is { } reset)
        {
            _database.Release(this);
            _cleaner.Start(Connection!, reset);
            return;
        }

        Close();
        _database.ReleaseAndRecycle(this);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask GiveBackAsync()
    {
        if (_unfinished is { } opening)
        {
            _database.Release(this);
            _ = CloseOnceOpenedAsync(opening);
            return;
        }

        await _transaction.EndAsync().ConfigureAwait(false);
        _attempts?.NoteEnd(_transaction.MayHaveCommitted, isLost: Connection is null || !TransactionState.IsOpen(Connection));
        if (FindReset() is { } reset)
        {
            _database.Release(this);
            _cleaner.Start(Connection!, reset);
            return;
        }

        await CloseAsync().ConfigureAwait(false);
        _database.ReleaseAndRecycle(this);
    }

    /// <summary>What was not lent can't be dirty; what is closed, or broken, the driver looks after.</summary>
    private Func<DbConnection, CancellationToken, ValueTask>? FindReset() =>
        _isReady && !IsUnfit && Connection is not null && TransactionState.IsOpen(Connection) ? _database.FindReset(Source, Connection) : null;

    private void Close()
    {
        if (IsUnfit)
        {
            _database.Nodes.Retire(this, Connection!, TransactionOf(_version));
            return;
        }

        try
        {
            Connection?.Dispose();
        }
        catch (Exception error)
        {
            Report(ReturnStep.DisposeConnection, error);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask CloseAsync()
    {
        if (IsUnfit)
        {
            _database.Nodes.Retire(this, Connection!, TransactionOf(_version));
            return;
        }

        try
        {
            if (Connection is not null) await Connection.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Report(ReturnStep.DisposeConnection, error);
        }
    }
}
