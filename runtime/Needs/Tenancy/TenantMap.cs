using System.Collections.Concurrent;

namespace Needs.Tenancy;

/// <summary>The keys that are known, until it is closed.</summary>
internal sealed class TenantMap
{
    private readonly ConcurrentDictionary<DatabaseKey, Tenant> _byKey = new();
    private readonly Lock _gate = new();
    private bool _isClosed;

    public Tenant? Find(DatabaseKey key) => _byKey.GetValueOrDefault(key);

    public Tenant[] All() => [.. _byKey.Values];

    /// <summary>The tenant that is known by this one's key; this one, if none is.</summary>
    /// <exception cref="ObjectDisposedException">It is closed.</exception>
    public Tenant GetOrAdd(Tenant tenant)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, typeof(Databases));
            return _byKey.GetOrAdd(tenant.Key, tenant);
        }
    }

    public void Remove(Tenant tenant) => _byKey.TryRemove(KeyValuePair.Create(tenant.Key, tenant));

    /// <summary>From now on none is added.</summary>
    public void Close()
    {
        lock (_gate) _isClosed = true;
    }
}
