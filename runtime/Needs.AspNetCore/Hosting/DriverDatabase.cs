using System.Data.Common;
using System.Globalization;

namespace Needs.AspNetCore;

/// <summary>Databases made from a driver's factory and a connection string.</summary>
internal static class DriverDatabase
{
    public static DatabaseRegistration Register(
        string name,
        string origin,
        DbProviderFactory factory,
        string? connectionString,
        string whenMissing,
        Action<DatabaseOptions>? configure,
        ConfiguredConnection? configured = null) =>
        new(name, origin, _ => factory.CreateDataSource(connectionString!))
        {
            OwnsDataSource = true,
            Configure = configure,
            Configured = configured,
            FindProblem = () => FindProblem(name, factory, connectionString, whenMissing),
        };

    public static Func<DatabaseKey, DbDataSource> ByKey(DbProviderFactory factory, string? connectionString) => key =>
    {
        var text = factory.CreateConnectionStringBuilder() ?? new DbConnectionStringBuilder();
        text.ConnectionString = connectionString ?? "";
        text["Server"] = key.Host;
        text["Database"] = key.Database;
        text["User ID"] = key.User;
        text["Password"] = key.Password;
        return factory.CreateDataSource(text.ConnectionString);
    };

    /// <summary>How many connections the driver keeps open in each pool, used or not, as far as the connection string says so.</summary>
    public static int KeepsOpen(DbProviderFactory factory, string connectionString)
    {
        var text = factory.CreateConnectionStringBuilder() ?? new DbConnectionStringBuilder();
        text.ConnectionString = connectionString;
        return (text.TryGetValue("Minimum Pool Size", out var size) || text.TryGetValue("Min Pool Size", out size))
            && int.TryParse(Convert.ToString(size, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture, out var count)
            ? count
            : 0;
    }

    private static string? FindProblem(string name, DbProviderFactory factory, string? connectionString, string whenMissing) =>
        string.IsNullOrWhiteSpace(connectionString)
            ? $"Database '{name}' has no connection string: {whenMissing}."
            : FindProblem($"Database '{name}'", factory, connectionString);

    public static string? FindProblem(string what, DbProviderFactory factory, string connectionString) =>
        ConnectionText.FindProblem(factory, connectionString) is { } problem
            ? $"{what}: {factory.GetType().Name} can't read the connection string: {problem} "
                + "Check the names of its options; a value that contains ';' or '=' must be in quotes."
            : null;
}
