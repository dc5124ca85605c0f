using System.Data.Common;

namespace Needs.Leasing;

/// <summary>
/// Who holds what, and who waits for it. Slots that came back are kept and lent again, so that a lease costs no allocation.
/// </summary>
internal sealed class LeaseTable(Database database, int? maxLeases, LentSource source)
{
    private const int MaxFree = 1024;

    private readonly Lock _gate = new();
    private readonly Dictionary<HandlerDescriptor, HandlerRecord> _handlers = [];
    private readonly Turnstile _lent = new(maxLeases ?? int.MaxValue);
    private LentSource _source = source;
    private LeaseSlot? _free;
    private int _freeCount;
    private LeaseSlot? _out;
    private int _outCount;
    private TaskCompletionSource<bool>? _allBack;
    private TaskCompletionSource? _idle;

    public int Count
    {
        get { lock (_gate) return _outCount; }
    }

    public bool IsClosed
    {
        get { lock (_gate) return _allBack is not null; }
    }

    /// <summary>What the database owns of where it lends from.</summary>
    public DbDataSource? OwnedDataSource
    {
        get { lock (_gate) return _source.Owned; }
    }

    /// <summary>Whether more have their turn than this many connections serve: who waits takes the next one that comes back.</summary>
    public bool IsShortOf(int connections) => _lent.Inside > connections;

    /// <summary>Notes who borrows. Its turn may come later: see <see cref="LeaseSlot.WaitForTurn"/>.</summary>
    public LeaseSlot Take(HandlerDescriptor handler, long timestamp, Attempts? attempts)
    {
        lock (_gate)
        {
            if (_allBack is not null) throw Closed();

            var slot = _free;
            if (slot is null)
            {
                slot = new LeaseSlot(database);
            }
            else
            {
                _free = slot.Next;
                _freeCount--;
            }

            slot.Occupy(RecordOf(handler), _source, timestamp, attempts);
            _source.Lend();
            Link(slot);
            Enter(slot);
            return slot;
        }
    }

    /// <summary>The loan is over for its handler: others may take its turn. The slot is not lent again yet.</summary>
    public void Release(LeaseSlot slot, EndedLoan? loan)
    {
        lock (_gate) End(slot, loan);
    }

    /// <summary>The connection is back: the slot can be lent again.</summary>
    /// <returns>A data source that was replaced, and has now ended.</returns>
    public DbDataSource? Recycle(LeaseSlot slot)
    {
        lock (_gate) return Free(slot);
    }

    /// <summary>Both at once.</summary>
    /// <inheritdoc cref="Recycle"/>
    public DbDataSource? ReleaseAndRecycle(LeaseSlot slot, EndedLoan? loan)
    {
        lock (_gate)
        {
            End(slot, loan);
            return Free(slot);
        }
    }

    /// <returns>The former data source, where it can be disposed of at once.</returns>
    public DbDataSource? Replace(LentSource source)
    {
        lock (_gate)
        {
            if (_allBack is not null) throw Closed();
            var former = _source;
            _source = source;
            return former.Replace() ? former.DataSource : null;
        }
    }

    public void CountRefusal(LeaseSlot slot)
    {
        lock (_gate) slot.Record.Refused++;
    }

    public void CountRetry(HandlerDescriptor handler)
    {
        lock (_gate) RecordOf(handler).Retries++;
    }

    /// <summary>Ends at the next moment at which no lease is out. Lending goes on.</summary>
    public Task WhenIdle()
    {
        lock (_gate)
        {
            if (_outCount == 0) return Task.CompletedTask;
            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task;
        }
    }

    /// <summary>Stops the lending. The source gets <see langword="true"/> when the last lease is back.</summary>
    public void Close(TaskCompletionSource<bool> allBack)
    {
        lock (_gate)
        {
            _allBack = allBack;
            if (_outCount == 0) allBack.TrySetResult(true);
        }
    }

    public LeaseInfo[] Snapshot(TimeProvider time)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            var leases = new LeaseInfo[_outCount];
            var index = leases.Length;
            for (var slot = _out; slot is not null; slot = slot.Next) leases[--index] = slot.Describe(time, now);
            return leases;
        }
    }

    public DatabaseStatus Status(TimeProvider time, bool isSuspect)
    {
        lock (_gate)
        {
            var leases = Snapshot(time);
            var handlers = _handlers.Values.ToDictionary(record => record.Handler, record => record.Snapshot());
            foreach (var lease in leases) handlers[lease.Handler].Add(lease);
            var ordered = handlers.Values.OrderByDescending(handler => handler.HeldTime).ToArray();
            return new DatabaseStatus(database.Name, maxLeases, database.HoldWarning, isSuspect, ordered, leases);
        }
    }

    /// <summary>The leases that have just passed the limit, each told once; and when it is time to look again, if something is lent.</summary>
    public (List<LeaseInfo> Leases, TimeSpan? Next) HeldLongerThan(TimeSpan limit, TimeProvider time)
    {
        List<LeaseInfo> leases = [];
        TimeSpan? next = null;
        lock (_gate)
        {
            var now = time.GetTimestamp();
            for (var slot = _out; slot is not null; slot = slot.Next)
            {
                var lease = slot.Describe(time, now);
                if (!slot.IsTold && lease.Held >= limit)
                {
                    slot.IsTold = true;
                    leases.Add(lease);
                }

                var wait = slot.IsTold ? limit : limit - lease.Held;
                if (next is null || wait < next) next = wait;
            }
        }

        leases.Reverse();
        return (leases, next);
    }

    private void End(LeaseSlot slot, EndedLoan? loan)
    {
        Unlink(slot);
        Leave(slot);
        if (loan is { } ended) slot.Record.CountLoan(ended.Waited, ended.Held);
        if (_outCount > 0) return;
        _allBack?.TrySetResult(true);
        _idle?.TrySetResult();
        _idle = null;
    }

    private DbDataSource? Free(LeaseSlot slot)
    {
        var source = slot.Source;
        slot.Vacate();
        if (_freeCount < MaxFree)
        {
            slot.Next = _free;
            _free = slot;
            _freeCount++;
        }

        return source.TakeBack() ? source.DataSource : null;
    }

    private HandlerRecord RecordOf(HandlerDescriptor handler)
    {
        if (_handlers.TryGetValue(handler, out var record)) return record;
        record = new HandlerRecord(handler);
        _handlers.Add(handler, record);
        return record;
    }

    private void Enter(LeaseSlot slot)
    {
        slot.Stage = LeaseStage.AtHandlerLimit;
        if (slot.Record.Runs.TryEnter(slot)) EnterDatabase(slot);
        if (slot.Stage != LeaseStage.In) slot.AwaitTurn();
    }

    private void EnterDatabase(LeaseSlot slot)
    {
        slot.Stage = LeaseStage.AtDatabaseLimit;
        if (_lent.TryEnter(slot)) slot.LetIn();
    }

    private void Leave(LeaseSlot slot)
    {
        switch (slot.Stage)
        {
            case LeaseStage.AtHandlerLimit:
                slot.Record.Runs.GiveUp(slot);
                return;
            case LeaseStage.AtDatabaseLimit:
                _lent.GiveUp(slot);
                break;
            default:
                _lent.Leave()?.LetIn();
                break;
        }

        if (slot.Record.Runs.Leave() is { } next) EnterDatabase(next);
    }

    private ObjectDisposedException Closed() =>
        new(nameof(Database), $"The database '{database.Name}' is closed or closing and lends no more connections.");

    private void Link(LeaseSlot slot)
    {
        slot.Previous = null;
        slot.Next = _out;
        if (_out is not null) _out.Previous = slot;
        _out = slot;
        _outCount++;
    }

    private void Unlink(LeaseSlot slot)
    {
        if (slot.Previous is null) _out = slot.Next;
        else slot.Previous.Next = slot.Next;
        if (slot.Next is not null) slot.Next.Previous = slot.Previous;
        slot.Previous = null;
        slot.Next = null;
        _outCount--;
    }
}
