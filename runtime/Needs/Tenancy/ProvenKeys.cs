namespace Needs.Tenancy;

/// <summary>Keys that opened a connection, by what they share with their predecessors and successors: all but the password.</summary>
internal sealed class ProvenKeys
{
    private readonly Dictionary<DatabaseKey, List<Tenant>> _byIdentity = [];

    /// <summary>Notes a key, and returns those of the same user, host and database that were seen first before it.</summary>
    public IReadOnlyList<Tenant> Add(Tenant tenant)
    {
        var identity = Identity(tenant);
        if (!_byIdentity.TryGetValue(identity, out var same)) _byIdentity.Add(identity, same = []);
        if (!same.Contains(tenant)) same.Add(tenant);
        return same.Count == 1 ? [] : same.FindAll(other => other.Number < tenant.Number);
    }

    public void Remove(Tenant tenant)
    {
        var identity = Identity(tenant);
        if (_byIdentity.TryGetValue(identity, out var same) && same.Remove(tenant) && same.Count == 0) _byIdentity.Remove(identity);
    }

    private static DatabaseKey Identity(Tenant tenant) => tenant.Key with { Password = "" };
}
