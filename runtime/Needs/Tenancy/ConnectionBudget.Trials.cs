namespace Needs.Tenancy;

/// <summary>
/// Passwords that are new for a user, host and database are tried one at a time: many wrong ones must not take what the right one needs.
/// </summary>
internal sealed partial class ConnectionBudget
{
    private readonly HashSet<DatabaseKey> _trials = [];

    private bool AwaitsTrial(Tenant tenant) => !tenant.IsProven && _trials.Contains(tenant.Identity);

    private void Try(TenantPool pool)
    {
        if (_proven.Knows(pool.Tenant.Identity)) pool.IsTrial = _trials.Add(pool.Tenant.Identity);
    }

    private void EndTrial(TenantPool pool)
    {
        pool.IsTrial = false;
        _trials.Remove(pool.Tenant.Identity);
    }
}
