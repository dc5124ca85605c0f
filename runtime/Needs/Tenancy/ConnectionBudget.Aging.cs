namespace Needs.Tenancy;

internal sealed partial class ConnectionBudget
{
    private ITimer? _timer;
    private bool _isAging;

    public void StopAging()
    {
        lock (_gate)
        {
            _isAging = true;
            _timer?.Dispose();
        }
    }

    private void WatchAge()
    {
        if (_isAging || options.IdleTimeout == Timeout.InfiniteTimeSpan) return;
        _isAging = true;
        _timer ??= time.CreateTimer(static budget => ((ConnectionBudget)budget!).ForgetUnused(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(options.IdleTimeout, Timeout.InfiniteTimeSpan);
    }

    private void ForgetUnused()
    {
        var closing = new ClosingPools();
        lock (_gate)
        {
            var wait = ForgetUnused(_idle, ref closing);
            if (ForgetUnused(_dormant, ref closing) is { } other && !(other > wait)) wait = other;
            _isAging = wait is not null;
            if (wait is { } next) _timer!.Change(next, Timeout.InfiniteTimeSpan);
            LetIn(ref closing);
        }

        Close(closing);
    }

    /// <returns>The time until the next one is due.</returns>
    private TimeSpan? ForgetUnused(TenantList list, ref ClosingPools closing)
    {
        while (list.First is { } tenant)
        {
            var left = options.IdleTimeout - time.GetElapsedTime(tenant.Since);
            if (left > TimeSpan.Zero) return left;
            Forget(tenant, ref closing);
        }

        return null;
    }

    private void Forget(Tenant tenant, ref ClosingPools closing)
    {
        tenant.List?.Remove(tenant);
        tenant.IsForgotten = true;
        tenants.Remove(tenant);
        _proven.Remove(tenant);
        Retire(tenant, ref closing);
    }
}
