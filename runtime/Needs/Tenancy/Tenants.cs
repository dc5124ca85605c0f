using System.Data.Common;

namespace Needs.Tenancy;

/// <summary>The databases made by key.</summary>
internal sealed class Tenants
{
    private readonly Func<DatabaseKey, DbDataSource> _factory;
    private readonly DatabaseOptions _keyOptions;
    private readonly TenantMap _map = new();
    private readonly ConnectionBudget _budget;
    private long _lastNumber;

    public Tenants(Func<DatabaseKey, DbDataSource> factory, DatabaseOptions keyOptions, DatabasesOptions options)
    {
        _factory = factory;
        _keyOptions = keyOptions;
        _budget = new ConnectionBudget(options, keyOptions.TimeProvider, _map);
    }

    /// <summary>In the order in which their keys were seen first.</summary>
    public IEnumerable<Database> All() => _map.All().OrderBy(tenant => tenant.Number).Select(tenant => tenant.Database);

    public Database? Find(DatabaseKey key) => _map.Find(key) is { IsReady: true } tenant ? tenant.Database : null;

    /// <param name="key">The credentials.</param>
    /// <param name="adopt">Called for a database that is new.</param>
    public Database GetOrAdd(DatabaseKey key, Action<Database> adopt)
    {
        var tenant = _map.Find(key) ?? Add(key, adopt);
        _budget.MakeReady(tenant);
        return tenant.Database;
    }

    public TenantsStatus GetStatus()
    {
        var all = _map.All();
        var (open, waiting) = _budget.Count();
        return new TenantsStatus(
            all.Length, open, _budget.MaxConnections, waiting, TotalStatus.Of("tenants", _budget.MaxConnections, all.Select(tenant => tenant.Database)));
    }

    public void Close()
    {
        _map.Close();
        _budget.StopAging();
    }

    private Tenant Add(DatabaseKey key, Action<Database> adopt)
    {
        var tenant = new Tenant(key, Interlocked.Increment(ref _lastNumber), _budget, _factory, _keyOptions);
        adopt(tenant.Database);
        return _map.GetOrAdd(tenant);
    }
}
