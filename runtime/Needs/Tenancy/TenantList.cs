namespace Needs.Tenancy;

/// <summary>Keys in the order in which they were put in, the longest ago first. A key is in one list at most.</summary>
internal sealed class TenantList
{
    private Tenant? _last;

    public Tenant? First { get; private set; }

    public void Append(Tenant tenant)
    {
        tenant.List = this;
        tenant.Previous = _last;
        if (_last is null) First = tenant;
        else _last.Next = tenant;
        _last = tenant;
    }

    public void Remove(Tenant tenant)
    {
        if (tenant.Previous is null) First = tenant.Next;
        else tenant.Previous.Next = tenant.Next;
        if (tenant.Next is null) _last = tenant.Previous;
        else tenant.Next.Previous = tenant.Previous;
        tenant.List = null;
        tenant.Previous = null;
        tenant.Next = null;
    }
}
