using System.Globalization;

namespace Needs.AspNetCore;

/// <summary>
/// What the status page shows: each database that has a name, those of all tenants as if they were one, and a line for each tenant.
/// </summary>
internal sealed class StatusReport
{
    private const int MostTenants = 100;

    public StatusReport(Databases databases)
    {
        var named = databases.Names.Select(name => databases[name].GetStatus()).Select(status => new DatabaseReport(status.Database, status));
        var tenants = databases.GetStatus().Skip(databases.Names.Count).Select(status => new DatabaseReport(status.Database, status)).ToArray();

        Databases = [.. named, .. Together(databases.GetTenantsStatus())];
        TenantCount = tenants.Length;
        Tenants =
        [
            .. tenants
                .OrderByDescending(tenant => tenant.Troubles.Count > 0)
                .ThenByDescending(tenant => tenant.Status.Held + tenant.Status.Waiting)
                .ThenBy(tenant => tenant.Name, StringComparer.Ordinal)
                .Take(MostTenants),
        ];
    }

    public IReadOnlyList<DatabaseReport> Databases { get; }

    /// <summary>How many tenants there are.</summary>
    public int TenantCount { get; }

    /// <summary>The first of them: those in trouble, then those that use most.</summary>
    public IReadOnlyList<DatabaseReport> Tenants { get; }

    private static DatabaseReport[] Together(TenantsStatus? tenants) => tenants is null
        ? []
        :
        [
            new DatabaseReport("all tenants", tenants.Total, string.Create(
                CultureInfo.InvariantCulture,
                $"{tenants.Keys} {(tenants.Keys == 1 ? "tenant" : "tenants")}, {tenants.Connections}{Of(tenants.MaxConnections)} connections may be open")),
        ];

    private static string Of(int? most) => most is null ? "" : string.Create(CultureInfo.InvariantCulture, $" of {most}");
}
