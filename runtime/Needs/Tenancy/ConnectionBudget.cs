namespace Needs.Tenancy;

/// <summary>
/// One cap on the connections that all keys together may have open. Who would exceed it waits, first come first served over all keys,
/// while what lies idle elsewhere is closed: the least recently used keys first, then what busy keys have to spare.
/// </summary>
internal sealed partial class ConnectionBudget(DatabasesOptions options, TimeProvider time, TenantMap tenants)
{
    private readonly int _max = options.MaxConnections ?? int.MaxValue;
    private readonly Lock _gate = new();
    private readonly LinkedList<BudgetWaiter> _queue = new();
    private readonly TenantList _idle = new();
    private readonly TenantList _spare = new();
    private readonly TenantList _dormant = new();
    private readonly ProvenKeys _proven = new();
    private int _open;
    private int _closing;
    private volatile bool _isQueued;

    public int? MaxConnections => options.MaxConnections;

    /// <summary>How many connections may be open now, those that are just being closed included; and how many loans wait.</summary>
    public (int Open, int Waiting) Count()
    {
        lock (_gate) return (_open, _queue.Count);
    }

    /// <summary>The databases that connections are lent from now.</summary>
    public IEnumerable<Database> Holders() => tenants.All().Where(tenant => tenant.Out > 0).Select(tenant => tenant.Database);

    /// <summary>Lets in who need not wait.</summary>
    /// <exception cref="ObjectDisposedException">The key's database is closed.</exception>
    public TenantPool? TryEnter(Tenant tenant)
    {
        lock (_gate)
        {
            tenant = Present(tenant);
            return _queue.Count == 0 ? Admit(tenant) : null;
        }
    }

    /// <exception cref="TimeoutException">None was to be had within the limit.</exception>
    public async ValueTask<TenantPool> WaitAsync(Tenant tenant, TimeSpan limit, CancellationToken cancellationToken)
    {
        var waiter = Enqueue(tenant);
        try
        {
            return await waiter.Value.Task.WaitAsync(limit, time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception end) when (end is TimeoutException or OperationCanceledException && !TryLeaveQueue(waiter))
        {
            // Let in at the very moment of giving up. The token, if it was that, ends the opening.
            return await waiter.Value.Task.ConfigureAwait(false);
        }
    }

    /// <inheritdoc cref="WaitAsync"/>
    public TenantPool Wait(Tenant tenant, TimeSpan limit)
    {
        var waiter = Enqueue(tenant);
        try
        {
            return waiter.Value.Task.WaitAsync(limit, time).GetAwaiter().GetResult();
        }
        catch (TimeoutException) when (!TryLeaveQueue(waiter))
        {
            return waiter.Value.Task.GetAwaiter().GetResult();
        }
    }

    /// <summary>Tells that the one let in has its connection.</summary>
    public void Opened(TenantPool pool)
    {
        pool.EndOpening();
        if (pool.IsProven && !pool.IsRetired && !_isQueued) return;

        var closing = new ClosingPools();
        lock (_gate)
        {
            if (pool.IsTrial) EndTrial(pool);
            if (!pool.IsProven) Prove(pool, ref closing);
            CloseIfRetired(pool, ref closing);
            LetIn(ref closing);
        }

        Close(closing);
    }

    /// <summary>Tells that the connection of the one let in is given back or, if it never was opened, that there is none.</summary>
    public void Leave(TenantPool pool, bool wasOpened)
    {
        if (!wasOpened) pool.EndOpening();
        var closing = new ClosingPools();
        lock (_gate)
        {
            pool.Out--;
            pool.Tenant.Out--;
            if (pool.IsClosed) Forgo(pool, 1);
            else CloseIfRetired(pool, ref closing);
            if (pool.IsTrial) EndTrial(pool);
            if (pool is { IsProven: false, Out: 0, IsRetired: false }) Drop(pool, ref closing);
            Place(pool.Tenant);
            LetIn(ref closing);
        }

        Close(closing);
    }

    private LinkedListNode<BudgetWaiter> Enqueue(Tenant tenant)
    {
        var closing = new ClosingPools();
        LinkedListNode<BudgetWaiter> waiter;
        lock (_gate)
        {
            tenant = Present(tenant);
            waiter = _queue.AddLast(new BudgetWaiter(tenant));
            _isQueued = true;
            tenant.Waiting++;
            Place(tenant);
            LetIn(ref closing);
        }

        Close(closing);
        return waiter;
    }

    private bool TryLeaveQueue(LinkedListNode<BudgetWaiter> waiter)
    {
        var closing = new ClosingPools();
        lock (_gate)
        {
            if (waiter.List is null) return false;
            Dequeue(waiter);
            Place(waiter.Value.Tenant);
            LetIn(ref closing);
        }

        Close(closing);
        return true;
    }

    private void Dequeue(LinkedListNode<BudgetWaiter> waiter)
    {
        _queue.Remove(waiter);
        _isQueued = _queue.Count > 0;
        waiter.Value.Tenant.Waiting--;
    }

    /// <summary>
    /// Lets in all who can be. Each who can't is promised a connection that is being closed, or one that is closed for them; when there is
    /// none to close, those behind wait too.
    /// </summary>
    private void LetIn(ref ClosingPools closing)
    {
        var promised = 0;
        for (var waiter = _queue.First; waiter is not null;)
        {
            var next = waiter.Next;
            if (AwaitsTrial(waiter.Value.Tenant))
            {
                waiter = next;
                continue;
            }

            if (Admit(waiter.Value.Tenant) is { } pool)
            {
                Dequeue(waiter);
                Place(pool.Tenant);
                waiter.Value.SetResult(pool);
            }
            else if (promised >= _closing && !CloseOneIdle(ref closing))
            {
                return;
            }
            else
            {
                promised++;
            }

            waiter = next;
        }
    }

    private TenantPool? Admit(Tenant tenant)
    {
        if (AwaitsTrial(tenant)) return null;
        var pool = tenant.Pool;
        if (pool is null or { Idle: 0 })
        {
            if (_open >= _max) return null;
            pool ??= tenant.Pool = tenant.MakePool();
            pool.Peak++;
            _open++;
        }

        if (!tenant.IsProven) Try(pool);
        pool.BeginOpening();
        pool.Out++;
        tenant.Out++;
        Place(tenant);
        return pool;
    }

    /// <summary>
    /// Who kept the database of a key that was not used for long borrows again: the key is known again, perhaps by another database already,
    /// whose pool serves this one too.
    /// </summary>
    private Tenant Present(Tenant tenant)
    {
        if (tenant.IsForgotten)
        {
            var known = tenants.GetOrAdd(tenant);
            tenant.IsForgotten = known != tenant;
            tenant = known;
        }

        ObjectDisposedException.ThrowIf(tenant.IsEnded, tenant.Database);
        return tenant;
    }

    /// <summary>Puts a key where those look who need its connections, or who close what is not used.</summary>
    private void Place(Tenant tenant)
    {
        tenant.List?.Remove(tenant);
        if (tenant.IsForgotten || tenant.IsEnded) return;
        var hasIdle = tenant.Pool is { Idle: > 0 };
        if (tenant.Out + tenant.Waiting > 0)
        {
            if (hasIdle) _spare.Append(tenant);
            return;
        }

        tenant.Since = time.GetTimestamp();
        (hasIdle ? _idle : _dormant).Append(tenant);
        WatchAge();
    }
}
