using System.Data;
using System.Data.Common;
using Needs.Tenancy;

namespace Needs.Leasing;

/// <summary>
/// What one lease holds. A slot is lent again and again: its version is odd while it is out and changes with each loan and each return,
/// so that an old <see cref="Lease"/> can neither use nor return what is somebody else's by now.
/// </summary>
internal sealed partial class LeaseSlot
{
    private readonly Database _database;
    private readonly LoanTransaction _transaction;
    private readonly SessionCleaner _cleaner;
    private readonly Deadline _deadline;
    private HandlerRecord? _record;
    private LentSource? _source;
    private Attempts? _attempts;
    private TaskCompletionSource? _turn;
    private LinkedListNode<LeaseSlot>? _place;
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

    /// <summary>When it began to open a connection: at once, or when its turn came.</summary>
    public long OpeningSince { get; private set; }

    public long ReadyAt => _readyAt;

    public HandlerRecord Record => _record!;

    public HandlerDescriptor Handler => _record!.Handler;

    public LentSource Source => _source!;

    public bool IsWaiting => !_isReady;

    public DbConnection? Connection { get; set; }

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
        OpeningSince = timestamp;
        Volatile.Write(ref _version, _version + 1);
    }

    public void Vacate()
    {
        _record = null;
        _source = null;
        _attempts = null;
        _turn = null;
        Connection = null;
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
        if (_turn is null) return;
        OpeningSince = _database.Time.GetTimestamp();
        _turn.TrySetResult();
    }

    /// <summary>The connection of the loan with this version; <see langword="null"/> once that loan has ended.</summary>
    public DbConnection? ConnectionOf(long version)
    {
        var connection = Connection;
        return Volatile.Read(ref _version) == version ? connection : null;
    }

    /// <summary>Whether the loan with this version keeps a connection from others, or waits for one. A handler may close its own.</summary>
    public bool IsHeld(long version)
    {
        var connection = Connection;
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
}
