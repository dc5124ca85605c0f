namespace Needs.Tenancy;

internal sealed partial class ConnectionBudget
{
    /// <summary>Sees to it that the data source of a key can be made, so that its caller learns at once when it can't.</summary>
    /// <exception cref="ObjectDisposedException">The key's database was closed meanwhile.</exception>
    /// <remarks>What the factory throws surfaces as it is, and is not remembered.</remarks>
    public void MakeReady(Tenant tenant)
    {
        if (tenant.IsReady) return;
        TenantPool pool;
        lock (_gate)
        {
            tenant = Present(tenant);
            pool = tenant.Pool ??= tenant.MakePool();
            pool.BeginOpening();
        }

        try
        {
            _ = pool.Source;
            tenant.IsReady = true;
        }
        finally
        {
            FinishMaking(pool);
        }

        ObjectDisposedException.ThrowIf(tenant.IsEnded, tenant.Database);
    }

    /// <summary>The end of a key: who waits is refused, what is idle is closed, and the rest as it comes back.</summary>
    public async Task EndAsync(Tenant tenant)
    {
        var closing = new ClosingPools();
        lock (_gate)
        {
            tenant.IsEnded = true;
            for (var waiter = _queue.First; waiter is not null;)
            {
                var next = waiter.Next;
                if (waiter.Value.Tenant == tenant)
                {
                    Dequeue(waiter);
                    waiter.Value.SetException(new ObjectDisposedException(nameof(Database), $"The database '{tenant.Database.Name}' is closed."));
                }

                waiter = next;
            }

            Retire(tenant, ref closing);
        }

        foreach (var (pool, connections) in closing) await CloseAsync(pool, connections).ConfigureAwait(false);
    }

    private void FinishMaking(TenantPool pool)
    {
        pool.EndOpening();
        var closing = new ClosingPools();
        lock (_gate)
        {
            CloseIfRetired(pool, ref closing);
            if (!pool.Tenant.IsReady && pool is { Out: 0, IsRetired: false }) Drop(pool, ref closing);
            Place(pool.Tenant);
            LetIn(ref closing);
        }

        if (!pool.Tenant.IsEnded) Close(closing);
        else foreach (var (ended, connections) in closing) CloseAsync(ended, connections).GetAwaiter().GetResult();
    }
}
