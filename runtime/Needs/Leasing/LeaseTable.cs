namespace Needs.Leasing;

/// <summary>Who holds what. Slots that came back are kept and lent again, so that a lease costs no allocation.</summary>
internal sealed class LeaseTable(Database database)
{
    private const int MaxFree = 1024;

    private readonly Lock _gate = new();
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

    public LeaseSlot Take(HandlerDescriptor handler, long timestamp)
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

            slot.Occupy(handler, timestamp);
            Link(slot);
            return slot;
        }
    }

    public void PutBack(LeaseSlot slot)
    {
        TaskCompletionSource<bool>? allBack = null;
        TaskCompletionSource? idle = null;
        lock (_gate)
        {
            Unlink(slot);
            slot.Vacate();
            if (_freeCount < MaxFree)
            {
                slot.Next = _free;
                _free = slot;
                _freeCount++;
            }

            if (_outCount == 0)
            {
                allBack = _allBack;
                (idle, _idle) = (_idle, null);
            }
        }

        allBack?.TrySetResult(true);
        idle?.TrySetResult();
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
            for (var slot = _out; slot is not null; slot = slot.Next)
                leases[--index] = new LeaseInfo(slot.Handler, time.GetElapsedTime(slot.Since, now), slot.IsWaiting);
            return leases;
        }
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
