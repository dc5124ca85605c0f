using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Needs.Tenancy;

namespace Needs.Leasing;

/// <summary>
/// What one lease holds. A slot is lent again and again: its version is odd while it is out and changes with each loan and each return,
/// so that an old <see cref="Lease"/> can neither use nor return what is somebody else's by now.
/// </summary>
internal sealed class LeaseSlot
{
    /// <summary>What a driver may take to notice that its token was cancelled.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    private readonly Database _database;
    private readonly LoanTransaction _transaction;
    private readonly SessionCleaner _cleaner;
    private readonly Deadline _deadline;
    private HandlerRecord? _record;
    private LentSource? _source;
    private Attempts? _attempts;
    private TaskCompletionSource? _turn;
    private LinkedListNode<LeaseSlot>? _place;
    private DbConnection? _connection;
    private Task<DbConnection>? _unfinished;
    private long _readyAt;
    private bool _isReady;
    private long _version;

    public LeaseSlot(Database database)
    {
        _database = database;
        _transaction = new LoanTransaction(this);
        _cleaner = new SessionCleaner(this, database.Time);
        _deadline = new Deadline(database.Time);
    }

    public LeaseSlot? Next { get; set; }

    public LeaseSlot? Previous { get; set; }

    /// <summary>Its place in a queue.</summary>
    public LinkedListNode<LeaseSlot> Place => _place ??= new LinkedListNode<LeaseSlot>(this);

    public LeaseStage Stage { get; set; }

    /// <summary>The pool of the key that it borrows from, where the database was made by key.</summary>
    public TenantPool? Pool { get; set; }

    /// <summary>Whether <see cref="Pool"/> was told that its connection is open.</summary>
    public bool HasOpened { get; set; }

    public long Since { get; private set; }

    public long ReadyAt => _readyAt;

    public HandlerRecord Record => _record!;

    public HandlerDescriptor Handler => _record!.Handler;

    public LentSource Source => _source!;

    public bool IsWaiting => !_isReady;

    public DbConnection? Connection => _connection;

    public bool HasConnection => _connection is not null;

    /// <summary>Whether it was told that the connection is held for long.</summary>
    public bool IsTold { get; set; }

    /// <summary>Whether its session can't be cleaned, on a cluster's node that can't serve, say: it must not be lent again.</summary>
    public bool IsUnfit { get; set; }

    public long Version => _version;

    public string DatabaseName => _database.Name;

    public void Occupy(HandlerRecord record, LentSource source, long timestamp, Attempts? attempts)
    {
        _record = record;
        _source = source;
        _attempts = attempts;
        Since = timestamp;
        Volatile.Write(ref _version, _version + 1);
    }

    public void Vacate()
    {
        _record = null;
        _source = null;
        _attempts = null;
        _turn = null;
        _connection = null;
        _unfinished = null;
        _transaction.Forget();
        _isReady = false;
        IsTold = false;
        IsUnfit = false;
    }

    public LeaseInfo Describe(TimeProvider time, long now)
    {
        var isReady = Volatile.Read(ref _isReady);
        return new LeaseInfo(
            Handler,
            time.GetElapsedTime(Since, now),
            isReady ? time.GetElapsedTime(_readyAt, now) : TimeSpan.Zero,
            !isReady,
            _attempts?.Number ?? 1);
    }

    public Lease Ready()
    {
        _readyAt = _database.Time.GetTimestamp();
        Volatile.Write(ref _isReady, true);
        return new Lease(this, _version, Handler);
    }

    public void AwaitTurn() => _turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void LetIn()
    {
        Stage = LeaseStage.In;
        _turn?.TrySetResult();
    }

    /// <exception cref="TimeoutException">Its turn did not come in time.</exception>
    public void WaitForTurn()
    {
        if (_turn is { } turn) turn.Task.WaitAsync(_database.TurnLimit(Handler), _database.Time).GetAwaiter().GetResult();
    }

    /// <inheritdoc cref="WaitForTurn"/>
    public ValueTask WaitForTurnAsync(CancellationToken cancellationToken) => _turn is { } turn
        ? new ValueTask(turn.Task.WaitAsync(_database.TurnLimit(Handler), _database.Time, cancellationToken))
        : ValueTask.CompletedTask;

    public void Open() => _connection = _database.Nodes.Open(this);

    /// <exception cref="TimeoutException">The connection was not open in time.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        if (_database.OpenLimit(Handler) is not { } limit)
        {
            _connection = await _database.Nodes.OpenAsync(this, cancellationToken).ConfigureAwait(false);
            return;
        }

        var left = limit - _database.Time.GetElapsedTime(Since);
        var opening = _database.Nodes.OpenAsync(this, _deadline.Start(left, cancellationToken)).AsTask();
        try
        {
            _connection = opening.IsCompleted
                ? await opening.ConfigureAwait(false)
                : await opening.WaitAsync(left > TimeSpan.Zero ? left + Grace : Grace, _database.Time, CancellationToken.None).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (_deadline.IsOver && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(error.Message, error);
        }
        catch (TimeoutException) when (!opening.IsCompleted)
        {
            // A driver that does not look at its token while it waits for a server that says nothing.
            _unfinished = opening;
            throw;
        }
        finally
        {
            _deadline.Stop();
        }
    }

    /// <summary>Opens any connection.</summary>
    public DbConnection Connect() => Source.DataSource is TenantSource tenant ? tenant.Open(this) : Source.DataSource.OpenConnection();

    /// <inheritdoc cref="Connect"/>
    public ValueTask<DbConnection> ConnectAsync(CancellationToken cancellationToken) =>
        Source.DataSource is TenantSource tenant ? tenant.OpenAsync(this, cancellationToken) : Source.DataSource.OpenConnectionAsync(cancellationToken);

    /// <summary>What is left of the time that the handler waits at our own limits.</summary>
    public TimeSpan TurnTimeLeft()
    {
        var limit = _database.TurnLimit(Handler);
        if (limit == Timeout.InfiniteTimeSpan) return limit;
        var left = limit - _database.Time.GetElapsedTime(Since);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>The connection is closed, or never was opened: the key's pool is told.</summary>
    public void LeavePool()
    {
        if (Pool is not { } pool) return;
        pool.Leave(HasOpened);
        (Pool, HasOpened) = (null, false);
    }

    /// <summary>The connection is given up, but not closed yet: who closes it tells its key's pool.</summary>
    public TenantPool? TakePool()
    {
        var pool = Pool;
        (Pool, HasOpened) = (null, false);
        return pool;
    }

    public void Begin(IsolationLevel isolation)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                _transaction.Begun(_connection!, _connection!.BeginTransaction(isolation));
                return;
            }
            catch (Exception error) when (_database.Nodes.MayReplace(error, tries))
            {
                Forsake();
                Open();
            }
        }
    }

    /// <exception cref="TimeoutException">The server did not answer in time.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask BeginAsync(IsolationLevel isolation, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await TryToBeginAsync(isolation, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (Exception error) when (_database.Nodes.MayReplace(error, tries))
            {
                Forsake();
                await OpenAsync(cancellationToken).ConfigureAwait(false);
            }
        }
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
        var transaction = _transaction.Transaction;
        return Volatile.Read(ref _version) == version ? transaction : null;
    }

    public void Complete(long version)
    {
        if (Volatile.Read(ref _version) == version) _transaction.Commit();
    }

    public ValueTask CompleteAsync(long version) =>
        Volatile.Read(ref _version) == version ? _transaction.CommitAsync() : ValueTask.CompletedTask;

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

    private void Forsake()
    {
        _database.Nodes.Retire(this, _connection!);
        _connection = null;
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

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask TryToBeginAsync(IsolationLevel isolation, CancellationToken cancellationToken)
    {
        var connection = _connection!;
        var beginning = connection.BeginTransactionAsync(isolation, cancellationToken);
        if (beginning.IsCompleted)
        {
            _transaction.Begun(connection, beginning.GetAwaiter().GetResult());
            return;
        }

        // Drivers set no limit of time for it: a server that is gone without a word would keep the handler waiting for as long as the
        // network takes to notice.
        var begun = beginning.AsTask();
        try
        {
            _transaction.Begun(connection, await begun.WaitAsync(_database.TurnLimit(Handler), _database.Time, CancellationToken.None).ConfigureAwait(false));
        }
        catch (TimeoutException) when (!begun.IsCompleted)
        {
            _ = CloseWhenBegunAsync(connection, begun, TakePool());
            _connection = null;
            throw;
        }
    }

    private async Task CloseOnceOpenedAsync(Task<DbConnection> opening)
    {
        try
        {
            _connection = await opening.ConfigureAwait(false);
        }
        catch
        {
            // The handler was told long ago that it gets no connection.
        }

        await CloseAndRecycleAsync().ConfigureAwait(false);
    }

    /// <summary>A connection that is closed while it waits for an answer would come back from the pool with that answer still to be read.</summary>
    private static async Task CloseWhenBegunAsync(DbConnection connection, Task<DbTransaction> beginning, TenantPool? pool)
    {
        try
        {
            await using (connection.ConfigureAwait(false))
                await (await beginning.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }
        catch
        {
            // The handler was told long ago that it gets no connection.
        }

        pool?.Leave(wasOpened: true);
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
