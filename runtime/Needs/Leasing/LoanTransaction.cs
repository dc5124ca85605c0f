using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Needs.Leasing;

/// <summary>The transaction of one loan, from its begin to its end, whoever ends it. Used again by the next loan of its slot.</summary>
internal sealed class LoanTransaction(LeaseSlot slot)
{
    private DbConnection? _connection;
    private bool _isCompleted;
    private bool _isCommitSent;
    private bool _wasClosed;
    private bool _wasEndedWhenClosed;
    private bool _wasEndedByHandler;
    private StateChangeEventHandler? _watch;

    /// <summary><see langword="null"/> when the loan has none.</summary>
    public DbTransaction? Transaction { get; private set; }

    /// <summary>Whether its work is committed, or may be, so that it must not be done again.</summary>
    public bool MayHaveCommitted => _isCompleted || _isCommitSent || _wasEndedByHandler;

    public void Begun(DbConnection connection, DbTransaction transaction)
    {
        Transaction = transaction;
        Watch(connection);
    }

    public void Forget()
    {
        Transaction = null;
        _connection = null;
        _isCompleted = false;
        _isCommitSent = false;
        _wasClosed = false;
        _wasEndedWhenClosed = false;
        _wasEndedByHandler = false;
    }

    public void Commit()
    {
        if (!MustCommit(out var transaction, out var connection)) return;
        _isCommitSent = true;
        try
        {
            transaction.Commit();
        }
        catch (InvalidOperationException) when (TransactionState.HasEndedUnseen(transaction, connection))
        {
        }
        catch (Exception error) when (IsOutcomeUnknown(error, connection))
        {
            throw new TransactionOutcomeUnknownException(slot.Handler.Name, slot.DatabaseName, error);
        }

        _isCompleted = true;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask CommitAsync()
    {
        if (!MustCommit(out var transaction, out var connection)) return;
        _isCommitSent = true;
        try
        {
            await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (InvalidOperationException) when (TransactionState.HasEndedUnseen(transaction, connection))
        {
        }
        catch (Exception error) when (IsOutcomeUnknown(error, connection))
        {
            throw new TransactionOutcomeUnknownException(slot.Handler.Name, slot.DatabaseName, error);
        }

        _isCompleted = true;
    }

    /// <summary>Rolls back what is not completed, and disposes of it. Never throws.</summary>
    public void End()
    {
        if (Transaction is not { } transaction) return;
        try
        {
            Unwatch();
            if (MustRollBack(transaction)) transaction.Rollback();
        }
        catch (Exception error)
        {
            RollBackFailed(transaction, error);
            if (slot.IsUnfit) return;
        }

        try
        {
            transaction.Dispose();
        }
        catch (Exception error)
        {
            slot.Report(ReturnStep.DisposeTransaction, error);
        }
    }

    /// <inheritdoc cref="End"/>
    public ValueTask EndAsync() => Transaction is { } transaction ? EndAsync(transaction) : ValueTask.CompletedTask;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask EndAsync(DbTransaction transaction)
    {
        try
        {
            Unwatch();
            if (MustRollBack(transaction)) await transaction.RollbackAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            RollBackFailed(transaction, error);
            if (slot.IsUnfit) return;
        }

        try
        {
            await transaction.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            slot.Report(ReturnStep.DisposeTransaction, error);
        }
    }

    private bool MustCommit([NotNullWhen(true)] out DbTransaction? transaction, [NotNullWhen(true)] out DbConnection? connection)
    {
        transaction = Transaction;
        connection = _connection;
        if (transaction is null || connection is null || _isCompleted) return false;
        if (_wasClosed || !TransactionState.IsOpen(connection))
            throw TransactionState.WorkIsLost(slot.Handler, slot.DatabaseName, connection, transaction);
        if (!TransactionState.HasEnded(transaction)) return true;
        _isCompleted = true;
        return false;
    }

    /// <summary>
    /// Whether it is open if a failed commit has committed: no answer came. Where the server answered that it rolled back, nothing is open,
    /// and the handler may be run again.
    /// </summary>
    private bool IsOutcomeUnknown(Exception error, DbConnection connection)
    {
        if (DatabaseError.SaysRolledBack(error))
        {
            _isCommitSent = false;
            return false;
        }

        return !TransactionState.IsOpen(connection)
            || DatabaseError.Classify(error) != DatabaseErrorKind.Other
            || DatabaseError.SaysCommitFailed(error);
    }

    /// <summary>What is closed here may have been committed before: by a driver that takes an ended transaction's connection away, or unseen.</summary>
    private bool MustRollBack(DbTransaction transaction)
    {
        if (_isCompleted) return false;
        if (!TransactionState.IsOpen(_connection!))
        {
            _wasEndedByHandler = _wasEndedWhenClosed || TransactionState.EndsUnseen(transaction);
            return false;
        }

        _wasEndedByHandler = _wasClosed || TransactionState.HasEnded(transaction);
        return !TransactionState.HasEnded(transaction);
    }

    private void RollBackFailed(DbTransaction transaction, Exception error)
    {
        if (error is InvalidOperationException && TransactionState.HasEndedUnseen(transaction, _connection!)) _wasEndedByHandler = true;
        else slot.Report(ReturnStep.RollBack, error);
    }

    /// <summary>A handler that closes its connection loses its transaction; once it is open again, nothing else would tell.</summary>
    private void Watch(DbConnection connection)
    {
        _connection = connection;
        connection.StateChange += _watch ??= (_, change) =>
        {
            if (TransactionState.IsOpen(change.CurrentState) || _wasClosed) return;
            _wasClosed = true;
            _wasEndedWhenClosed = Transaction is not null && TransactionState.HasEnded(Transaction);
        };
    }

    private void Unwatch() => _connection!.StateChange -= _watch;
}
