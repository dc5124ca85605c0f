namespace Needs.Tenancy;

/// <summary>Pools to be closed once the lock is released, each with how many connections that frees. Mostly none.</summary>
internal struct ClosingPools
{
    private List<(TenantPool Pool, int Connections)>? _pools;

    public void Add(TenantPool pool, int connections) => (_pools ??= []).Add((pool, connections));

    public readonly List<(TenantPool Pool, int Connections)>.Enumerator GetEnumerator() => (_pools ?? None).GetEnumerator();

    private static readonly List<(TenantPool, int)> None = [];
}
