namespace Needs.Tenancy;

/// <summary>One who waits for a connection of a key.</summary>
internal sealed class BudgetWaiter(Tenant tenant) : TaskCompletionSource<TenantPool>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public Tenant Tenant => tenant;
}
