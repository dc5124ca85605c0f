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
        _attempts?.NoteEnd(_transaction.MayHaveCommitted, isLost: _connection is null || !TransactionState.IsOpen(_connection));
        if (FindReset() is { } reset)
        {
            _database.Release(this);
            _cleaner.Start(_connection!, reset);
            return;
        }

        Close();
        _database.Release(this);
        _database.Recycle(this);
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
        _attempts?.NoteEnd(_transaction.MayHaveCommitted, isLost: _connection is null || !TransactionState.IsOpen(_connection));
        if (FindReset() is { } reset)
        {
            _database.Release(this);
            _cleaner.Start(_connection!, reset);
            return;
        }

        await CloseAsync().ConfigureAwait(false);
        _database.Release(this);
        _database.Recycle(this);
    }

    /// <summary>What was not lent can't be dirty; what is closed, or broken, the driver looks after.</summary>
    private Func<DbConnection, CancellationToken, ValueTask>? FindReset() =>
        _isReady && !IsUnfit && _connection is not null && TransactionState.IsOpen(_connection) ? _database.FindReset(_connection) : null;

    private void Close()
    {
        if (IsUnfit)
        {
            _database.Nodes.Retire(this, _connection!, TransactionOf(_version));
            return;
        }

        try
        {
            _connection?.Dispose();
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
            _database.Nodes.Retire(this, _connection!, TransactionOf(_version));
            return;
        }

        try
        {
            if (_connection is not null) await _connection.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Report(ReturnStep.DisposeConnection, error);
        }
    }
}
