using System.Data.Common;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Needs.AspNetCore;

/// <summary>
/// Reads the section <c>Needs</c> by hand: without reflection, and with a message for each key that has no meaning.
/// </summary>
internal sealed class NeedsConfiguration(IConfiguration given, IConfiguration? application, DbProviderFactory factory)
    : IConfigureOptions<NeedsOptions>
{
    private const string Root = "Needs";
    private const string ConnectionString = nameof(ConnectionString);
    private const string ConnectionStringName = nameof(ConnectionStringName);

    // A section that was given is the section of Needs; the connection strings stand beside it, in the application's configuration.
    private readonly IConfiguration _section = given is IConfigurationSection ? given : given.GetSection(Root);
    private readonly string _path = given is IConfigurationSection { Path: var path } ? path : Root;
    private readonly IConfiguration? _connectionStrings = given is IConfigurationSection ? application : given;

    public void Configure(NeedsOptions options)
    {
        var settings = new SettingsReader(_section, _path, options.Problems);
        options.DefaultDatabase = settings.Text(nameof(NeedsOptions.DefaultDatabase)) ?? options.DefaultDatabase;
        LendingSettings.Read(settings).Apply(options);
        settings.RefuseOthers([nameof(NeedsOptions.DefaultDatabase), .. LendingSettings.Keys, nameof(NeedsOptions.Databases)]);

        var databases = _section.GetSection(nameof(NeedsOptions.Databases)).GetChildren().ToArray();
        foreach (var database in databases)
            AddDatabase(database, options);
        const string name = DatabaseOptions.DefaultName;
        if (databases.Length == 0 && FindConnectionString(name) is { Length: > 0 } connectionString)
            Add(options, name, $"ConnectionStrings:{name}", connectionString, whenMissing: "", configure: null);
    }

    private void AddDatabase(IConfigurationSection section, NeedsOptions options)
    {
        var (name, path) = (section.Key, $"{_path}:{nameof(NeedsOptions.Databases)}:{section.Key}");
        var settings = new SettingsReader(section, path, options.Problems);
        var reference = settings.Text(ConnectionStringName) ?? name;
        var connectionString = First(section.Value, section[ConnectionString], FindConnectionString(reference));
        var lending = LendingSettings.Read(settings);
        settings.RefuseOthers([ConnectionString, ConnectionStringName, .. LendingSettings.Keys]);
        Add(
            options, name, path, connectionString,
            whenMissing: $"set {path}:{ConnectionString}, or ConnectionStrings:{reference} (environment variable ConnectionStrings__{reference})",
            configure: lending.Apply);
    }

    private void Add(
        NeedsOptions options,
        string name,
        string origin,
        string? connectionString,
        string whenMissing,
        Action<DatabaseOptions>? configure) =>
        options.Databases.Add(DriverDatabase.Register(name, origin, factory, connectionString, whenMissing, configure));

    private string? FindConnectionString(string name) => _connectionStrings?.GetConnectionString(name);

    private static string? First(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            if (!string.IsNullOrWhiteSpace(text))
                return text;
        }
        return null;
    }
}
