using System.Data.Common;

namespace Needs.Tenancy;

/// <summary>
/// A data source of one key and what of its pool may be open. The pool is the driver's; what it has open is never more than the most
/// leases that were out at once. The counts belong to the <see cref="ConnectionBudget"/>, and so does their lock.
/// </summary>
internal sealed class TenantPool(Tenant tenant, ConnectionBudget budget, Func<DbDataSource> make, bool isOwned)
{
    private readonly Lazy<DbDataSource> _source = new(make);
    private int _opening;

    public Tenant Tenant => tenant;

    /// <summary>Made when it is first asked for, once; what making it throws, it throws again.</summary>
    public DbDataSource Source => _source.Value;

    /// <summary>Leases out now.</summary>
    public int Out { get; set; }

    /// <summary>Connections that may be open.</summary>
    public int Peak { get; set; }

    public int Idle => Peak - Out;

    /// <summary>Callers between being let in and having their connection: while there is one, the data source must live.</summary>
    public int Opening => Volatile.Read(ref _opening);

    /// <summary>Whether a connection was opened: the credentials are right.</summary>
    public bool IsProven { get; set; }

    /// <summary>Whether its first connection tries a password beside one that is known to be right.</summary>
    public bool IsTrial { get; set; }

    /// <summary>Lends no more. Closed as soon as nothing opens.</summary>
    public bool IsRetired { get; set; }

    /// <summary>The data source is disposed of: what comes back is closed.</summary>
    public bool IsClosed { get; set; }

    public void Leave(bool wasOpened) => budget.Leave(this, wasOpened);

    /// <param name="end">Ends when the connection is closed; never fails.</param>
    public async Task LeaveAfterAsync(Task end)
    {
        await end.ConfigureAwait(false);
        Leave(wasOpened: true);
    }

    public void BeginOpening() => Interlocked.Increment(ref _opening);

    public int EndOpening() => Interlocked.Decrement(ref _opening);

    public ValueTask DisposeSourceAsync() => isOwned && _source.IsValueCreated ? _source.Value.DisposeAsync() : ValueTask.CompletedTask;
}
