using System.Data.Common;
using System.Runtime.CompilerServices;
using Needs.Leasing;

namespace Needs.Tenancy;

/// <summary>What the database of a key lends from: whichever pool the key has at the time, within the budget of all keys.</summary>
internal sealed class TenantSource(Tenant tenant, ConnectionBudget budget) : DbDataSource
{
    /// <summary>None that may be shown.</summary>
    public override string ConnectionString => "";

    public DbConnection Open(LeaseSlot slot)
    {
        slot.Pool = budget.TryEnter(tenant) ?? Wait(slot);
        var connection = slot.Pool.Source.OpenConnection();
        budget.Opened(slot.Pool);
        slot.HasOpened = true;
        return connection;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<DbConnection> OpenAsync(LeaseSlot slot, CancellationToken cancellationToken)
    {
        slot.Pool = budget.TryEnter(tenant) ?? await WaitAsync(slot, cancellationToken).ConfigureAwait(false);
        var connection = await slot.Pool.Source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        budget.Opened(slot.Pool);
        slot.HasOpened = true;
        return connection;
    }

    /// <summary>Who holds the connections of all databases made by key.</summary>
    public DatabaseStatus GetTotalStatus() => TotalStatus.Of(tenant.Database.Name, budget.MaxConnections, budget.Holders());

    protected override DbConnection CreateDbConnection() =>
        throw new NotSupportedException("Connections of a key are lent, within the budget of all keys.");

    protected override void Dispose(bool disposing)
    {
        if (disposing) budget.EndAsync(tenant).GetAwaiter().GetResult();
        base.Dispose(disposing);
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await budget.EndAsync(tenant).ConfigureAwait(false);
        await base.DisposeAsyncCore().ConfigureAwait(false);
    }

    private TenantPool Wait(LeaseSlot slot)
    {
        slot.Stage = LeaseStage.AtTotalLimit;
        var pool = budget.Wait(tenant, slot.TurnTimeLeft());
        slot.Stage = LeaseStage.In;
        return pool;
    }

    private async ValueTask<TenantPool> WaitAsync(LeaseSlot slot, CancellationToken cancellationToken)
    {
        slot.Stage = LeaseStage.AtTotalLimit;
        var pool = await budget.WaitAsync(tenant, slot.TurnTimeLeft(), cancellationToken).ConfigureAwait(false);
        slot.Stage = LeaseStage.In;
        return pool;
    }
}
