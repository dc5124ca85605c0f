namespace Needs.Tenancy;

internal sealed partial class ConnectionBudget
{
    /// <summary>Closes what is idle: all of the key used least recently, or else what a busy key has to spare.</summary>
    private bool CloseOneIdle(ref ClosingPools closing)
    {
        var tenant = _idle.First;
        if (tenant is null)
        {
            tenant = _spare.First;
            while (tenant is { Pool.Opening: > 0 }) tenant = tenant.Next;
        }

        if (tenant is null) return false;
        Retire(tenant, ref closing);
        return true;
    }

    /// <summary>The next lease of the key comes from a new pool. Of the old one, what is idle is closed, and the rest as it comes back.</summary>
    private void Retire(Tenant tenant, ref ClosingPools closing)
    {
        if (tenant.Pool is not { } pool) return;
        tenant.Pool = null;
        pool.IsRetired = true;
        CloseIfRetired(pool, ref closing);
        Place(tenant);
    }

    private void CloseIfRetired(TenantPool pool, ref ClosingPools closing)
    {
        // Who opens looks at IsRetired afterwards, so one of both sees the other.
        Interlocked.MemoryBarrier();
        if (!pool.IsRetired || pool.IsClosed || pool.Opening > 0) return;
        pool.IsClosed = true;
        _closing += pool.Idle;
        closing.Add(pool, pool.Idle);
        pool.Peak = pool.Out;
    }

    /// <summary>A pool that never opened a connection: wrong credentials, no such server. Nothing of it stays.</summary>
    private void Drop(TenantPool pool, ref ClosingPools closing)
    {
        Forgo(pool, pool.Peak);
        Retire(pool.Tenant, ref closing);
        if (pool.Tenant is { IsProven: false, Out: 0, Waiting: 0 }) Forget(pool.Tenant, ref closing);
    }

    private void Forgo(TenantPool pool, int connections)
    {
        pool.Peak -= connections;
        _open -= connections;
    }

    /// <summary>The newer key of an identity has proved right: what older ones have idle is closed at once.</summary>
    private void Prove(TenantPool pool, ref ClosingPools closing)
    {
        pool.IsProven = true;
        pool.Tenant.IsProven = true;
        foreach (var older in _proven.Add(pool.Tenant)) Retire(older, ref closing);
    }

    private void Close(ClosingPools closing)
    {
        foreach (var (pool, connections) in closing) _ = CloseQuietlyAsync(pool, connections);
    }

    /// <summary>A pool that does not close in order is gone all the same.</summary>
    private async Task CloseQuietlyAsync(TenantPool pool, int connections) =>
        await CloseAsync(pool, connections).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task CloseAsync(TenantPool pool, int connections)
    {
        try
        {
            await pool.DisposeSourceAsync().ConfigureAwait(false);
        }
        finally
        {
            Closed(connections);
        }
    }

    private void Closed(int connections)
    {
        if (connections == 0) return;
        var closing = new ClosingPools();
        lock (_gate)
        {
            _open -= connections;
            _closing -= connections;
            LetIn(ref closing);
        }

        Close(closing);
    }
}
