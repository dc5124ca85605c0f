using System.Data.Common;
using System.Globalization;

namespace Needs.Leasing;

/// <summary>What is known of the driver's pool behind a data source.</summary>
internal static class DriverPool
{
    /// <summary>
    /// How many connections it opens at most, where its driver resets a session before it lends it again; <see langword="null"/> where it
    /// does not, or that is not known, as of data sources that are not the driver's own.
    /// </summary>
    public static int? SizeWhereSessionsAreReset(DbDataSource source, DbConnection connection)
    {
        if (source.GetType().FullName is not "MySqlConnector.MySqlDataSource") return null;
        if (DbProviderFactories.GetFactory(connection)?.CreateConnectionStringBuilder() is not { } settings) return null;
        settings.ConnectionString = source.ConnectionString;
        return settings["Pooling"] is true && settings["ConnectionReset"] is true
            ? Convert.ToInt32(settings["MaximumPoolSize"], CultureInfo.InvariantCulture)
            : null;
    }
}
