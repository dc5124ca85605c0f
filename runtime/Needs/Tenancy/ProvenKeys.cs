namespace Needs.Tenancy;

/// <summary>Keys that opened a connection, by what they share with their predecessors and successors: all but the password.</summary>
internal sealed class ProvenKeys
{
    private readonly Dictionary<DatabaseKey, List<Tenant>> _byIdentity = [];

    /// <summary>Whether another password of the same user, host and database opened a connection.</summary>
    public bool Knows(DatabaseKey identity) => _byIdentity.ContainsKey(identity);

    /// <summary>Notes a key, and returns those of the same user, host and database that were seen first before it.</summary>
    public IReadOnlyList<Tenant> Add(Tenant tenant)
    {
        if (!_byIdentity.TryGetValue(tenant.Identity, out var same)) _byIdentity.Add(tenant.Identity, same = []);
        if (!same.Contains(tenant)) same.Add(tenant);
        return same.Count == 1 ? [] : same.FindAll(other => other.Number < tenant.Number);
    }

    public void Remove(Tenant tenant)
    {
        if (_byIdentity.TryGetValue(tenant.Identity, out var same) && same.Remove(tenant) && same.Count == 0)
            _byIdentity.Remove(tenant.Identity);
    }
}
