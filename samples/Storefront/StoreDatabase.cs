using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Storefront;

/// <summary>Where the store is kept: a local SQLite file, or the MySQL or MariaDB server that <c>--mysql</c> names.</summary>
public sealed record StoreDatabase(string Name, DbProviderFactory Driver, string ConnectionString)
{
    private const string SpeakUnicode = "CharSet=utf8mb4"; // else MySql.Data speaks what the server does by default

    /// <summary>
    /// How the console connects: to a file for reading only. On a server its transactions are for reading only; one that has secrets beside
    /// the shop's needs a user for the console who sees nothing but the shop.
    /// </summary>
    public string ForReading => Driver is SqliteFactory
        ? new SqliteConnectionStringBuilder(ConnectionString) { Mode = SqliteOpenMode.ReadOnly }.ToString()
        : ConnectionString;

    /// <summary>File or server. Never the user or the password.</summary>
    public string Place
    {
        get
        {
            if (Driver is SqliteFactory) return new SqliteConnectionStringBuilder(ConnectionString).DataSource;
            var server = new MySqlConnectionStringBuilder(ConnectionString);
            return $"{server.Server}:{server.Port}";
        }
    }

    public static StoreDatabase From(IConfiguration configuration, IHostEnvironment environment, string[] args) =>
        (args is [.., "--mysql"] ? "" : configuration["mysql"]) is { } server
            ? OnServer(server)
            : InFile(Path.Combine(environment.ContentRootPath, configuration["sqlite"] ?? "storefront.db"));

    private static StoreDatabase OnServer(string connectionString) =>
        new("MySQL", MySqlProviderFactory.Instance, string.IsNullOrWhiteSpace(connectionString) ? "" : $"{SpeakUnicode};{connectionString}");

    private static StoreDatabase InFile(string path) =>
        new("SQLite", SqliteFactory.Instance, new SqliteConnectionStringBuilder { DataSource = path }.ToString());
}
