using System.Data.Common;

namespace Needs.Tenancy;

/// <summary>
/// One key: its database, which stays, and the pool that it lends from, which comes and goes. What changes is guarded by the
/// <see cref="ConnectionBudget"/>.
/// </summary>
internal sealed class Tenant
{
    private readonly ConnectionBudget _budget;
    private readonly Func<DatabaseKey, DbDataSource> _factory;
    private readonly bool _ownsSources;
    private volatile bool _isReady;

    public Tenant(DatabaseKey key, long number, ConnectionBudget budget, Func<DatabaseKey, DbDataSource> factory, DatabaseOptions options)
    {
        Key = key;
        Identity = key with { Password = "" };
        Number = number;
        _budget = budget;
        _factory = factory;
        _ownsSources = options.OwnsDataSource;
        var own = options.WithName(key.ToString());
        own.OwnsDataSource = true;
        Database = new Database(new TenantSource(this, budget), own);
    }

    public DatabaseKey Key { get; }

    /// <summary>All of the key but the password: what stays when that is changed.</summary>
    public DatabaseKey Identity { get; }

    /// <summary>The later a key was seen first, the higher.</summary>
    public long Number { get; }

    public Database Database { get; }

    /// <summary>Whether its data source could be made once.</summary>
    public bool IsReady
    {
        get => _isReady;
        set => _isReady = value;
    }

    /// <summary>Where the next lease comes from; <see langword="null"/> while it has nothing open.</summary>
    public TenantPool? Pool { get; set; }

    /// <summary>Leases out, those of retired pools included.</summary>
    public int Out { get; set; }

    public int Waiting { get; set; }

    /// <summary>Whether these credentials opened a connection once.</summary>
    public bool IsProven { get; set; }

    /// <summary>Not found by its key any more. Who still has its database brings it back by borrowing.</summary>
    public bool IsForgotten { get; set; }

    /// <summary>Its database is closed.</summary>
    public bool IsEnded { get; set; }

    public TenantList? List { get; set; }

    public Tenant? Previous { get; set; }

    public Tenant? Next { get; set; }

    /// <summary>When it was put into its list.</summary>
    public long Since { get; set; }

    public TenantPool MakePool() => new(this, _budget, MakeSource, _ownsSources);

    private DbDataSource MakeSource() =>
        _factory(Key) ?? throw new InvalidOperationException($"The factory made no data source for {Key}.");
}
