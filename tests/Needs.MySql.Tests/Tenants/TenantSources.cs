using System.Data.Common;

namespace Needs.MySql.Tests.Tenants;

/// <summary>Data sources of tenants.</summary>
internal static class TenantSources
{
    public static DbDataSource Create(string common, DatabaseKey key) => MySqlProviderFactory.Instance.CreateDataSource(Text(common, key));

    public static string Text(string common, DatabaseKey key) => new MySqlConnectionStringBuilder(common)
    {
        Server = key.Host,
        Database = key.Database,
        UserID = key.User,
        Password = key.Password,
    }.ConnectionString;
}
