using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Needs.Leasing;

/// <summary>
/// What one lease holds. A slot is lent again and again: its version is odd while it is out and changes with each loan and each return,
/// so that an old <see cref="Lease"/> can neither use nor return what is somebody else's by now.
/// </summary>
internal sealed class LeaseSlot(Database database)
{
    private HandlerDescriptor? _handler;
    private DbConnection? _connection;
    private DbTransaction? _transaction;
    private bool _isCompleted;
    private bool _isReady;
    private bool _wasClosed;
    private StateChangeEventHandler? _watch;
    private long _version;

    public LeaseSlot? Next { get; set; }

    public LeaseSlot? Previous { get; set; }

    public long Since { get; private set; }

    public HandlerDescriptor Handler => _handler!;

    public bool IsWaiting => !_isReady;

    public long Version => _version;

    public void Occupy(HandlerDescriptor handler, long timestamp)
    {
        _handler = handler;
        Since = timestamp;
        Volatile.Write(ref _version, _version + 1);
    }

    public void Vacate()
    {
        _handler = null;
        _connection = null;
        _transaction = null;
        _isCompleted = false;
        _isReady = false;
        _wasClosed = false;
    }

    public Lease Ready()
    {
        _isReady = true;
        return new Lease(this, _version, _handler!);
    }

    public void Open(DbDataSource dataSource) => _connection = dataSource.OpenConnection();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask OpenAsync(DbDataSource dataSource, CancellationToken cancellationToken) =>
        _connection = await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);

    public void Begin(IsolationLevel isolation)
    {
        _transaction = _connection!.BeginTransaction(isolation);
        Watch(_connection);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask BeginAsync(IsolationLevel isolation, CancellationToken cancellationToken)
    {
        _transaction = await _connection!.BeginTransactionAsync(isolation, cancellationToken).ConfigureAwait(false);
        Watch(_connection);
    }

    /// <summary>The connection of the loan with this version; <see langword="null"/> once that loan has ended.</summary>
    public DbConnection? ConnectionOf(long version)
    {
        var connection = _connection;
        return Volatile.Read(ref _version) == version ? connection : null;
    }

    /// <summary>Whether the loan with this version keeps a connection from others, or waits for one. A handler may close its own.</summary>
    public bool IsHeld(long version)
    {
        var connection = _connection;
        return Volatile.Read(ref _version) == version && connection?.State != ConnectionState.Closed;
    }

    /// <summary>The transaction of the loan with this version; <see langword="null"/> when it has none.</summary>
    public DbTransaction? TransactionOf(long version)
    {
        var transaction = _transaction;
        return Volatile.Read(ref _version) == version ? transaction : null;
    }

    public string DatabaseName => database.Name;

    public void Complete(long version)
    {
        if (!MustCommit(version, out var transaction, out var connection)) return;
        try
        {
            transaction.Commit();
        }
        catch (InvalidOperationException) when (TransactionState.HasEndedUnseen(transaction, connection))
        {
        }

        _isCompleted = true;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask CompleteAsync(long version)
    {
        if (!MustCommit(version, out var transaction, out var connection)) return;
        try
        {
            await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (InvalidOperationException) when (TransactionState.HasEndedUnseen(transaction, connection))
        {
        }

        _isCompleted = true;
    }

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

    private bool Claim(long version)
    {
        if (Interlocked.CompareExchange(ref _version, version + 1, version) != version) return false;
        database.Leave(this, version);
        return true;
    }

    private bool MustCommit(
        long version, [NotNullWhen(true)] out DbTransaction? transaction, [NotNullWhen(true)] out DbConnection? connection)
    {
        transaction = TransactionOf(version);
        connection = ConnectionOf(version);
        if (transaction is null || connection is null || _isCompleted) return false;
        if (_wasClosed || !TransactionState.IsOpen(connection))
            throw TransactionState.WorkIsLost(_handler!, DatabaseName, connection, transaction);
        if (!TransactionState.HasEnded(transaction)) return true;
        _isCompleted = true;
        return false;
    }

    /// <summary>A handler that closes its connection loses its transaction; once it is open again, nothing else would tell.</summary>
    private void Watch(DbConnection connection) => connection.StateChange += _watch ??= (_, change) =>
    {
        if (!TransactionState.IsOpen(change.CurrentState)) _wasClosed = true;
    };

    private void Unwatch(DbConnection connection) => connection.StateChange -= _watch;

    private void GiveBack()
    {
        try
        {
            if (_transaction is not null) EndTransaction(_transaction);
            _connection?.Dispose();
        }
        catch (Exception error)
        {
            Report(ReturnStep.DisposeConnection, error);
        }
        finally
        {
            database.PutBack(this);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask GiveBackAsync()
    {
        try
        {
            if (_transaction is not null) await EndTransactionAsync(_transaction).ConfigureAwait(false);
            if (_connection is not null) await _connection.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Report(ReturnStep.DisposeConnection, error);
        }
        finally
        {
            database.PutBack(this);
        }
    }

    private void EndTransaction(DbTransaction transaction)
    {
        try
        {
            Unwatch(_connection!);
            if (MustRollBack(transaction)) transaction.Rollback();
        }
        catch (Exception error)
        {
            ReportRollBack(transaction, error);
        }

        try
        {
            transaction.Dispose();
        }
        catch (Exception error)
        {
            Report(ReturnStep.DisposeTransaction, error);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask EndTransactionAsync(DbTransaction transaction)
    {
        try
        {
            Unwatch(_connection!);
            if (MustRollBack(transaction)) await transaction.RollbackAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            ReportRollBack(transaction, error);
        }

        try
        {
            await transaction.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Report(ReturnStep.DisposeTransaction, error);
        }
    }

    private bool MustRollBack(DbTransaction transaction) =>
        !_isCompleted && TransactionState.IsOpen(_connection!) && !TransactionState.HasEnded(transaction);

    private void ReportRollBack(DbTransaction transaction, Exception error)
    {
        if (error is InvalidOperationException && TransactionState.HasEndedUnseen(transaction, _connection!)) return;
        Report(ReturnStep.RollBack, error);
    }

    private void Report(ReturnStep step, Exception error) =>
        database.Report(new ReturnFailure(DatabaseName, _handler!, step, error));
}
