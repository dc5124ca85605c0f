using System.Data.Common;

namespace Needs.AspNetCore;

/// <summary>Databases made from a driver's factory and a connection string.</summary>
internal static class DriverDatabase
{
    public static DatabaseRegistration Register(
        string name, string origin, DbProviderFactory factory, string? connectionString, string whenMissing, Action<DatabaseOptions>? configure) =>
        new(name, origin, _ => factory.CreateDataSource(connectionString!))
        {
            OwnsDataSource = true,
            Configure = configure,
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
