using System.Data.Common;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

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
    private const string Tenants = nameof(Tenants);

    // A section that was given is the section of Needs; the connection strings stand beside it, in the application's configuration.
    private readonly IConfiguration _section = given is IConfigurationSection ? given : given.GetSection(Root);
    private readonly string _path = given is IConfigurationSection { Path: var path } ? path : Root;
    private readonly IConfiguration? _connectionStrings = given is IConfigurationSection ? application : given;

    public void Configure(NeedsOptions options)
    {
        var settings = new SettingsReader(_section, _path, options.Problems);
        options.DefaultDatabase = settings.Text(nameof(NeedsOptions.DefaultDatabase)) ?? options.DefaultDatabase;
        LendingSettings.Read(settings).Apply(options);
        settings.RefuseOthers([nameof(NeedsOptions.DefaultDatabase), .. LendingSettings.Keys, nameof(NeedsOptions.Databases), Tenants]);
        settings.RefuseValue(nameof(NeedsOptions.Databases), $"<name>:{ConnectionString}");
        settings.RefuseValue(Tenants, nameof(options.TenantLimits.MaxConnections));
        ReadTenantLimits(options);

        var databases = _section.GetSection(nameof(NeedsOptions.Databases)).GetChildren().ToArray();
        foreach (var database in databases)
            AddDatabase(database, options);
        const string name = DatabaseOptions.DefaultName;
        if (databases.Length == 0 && FindConnectionString(name) is { Length: > 0 })
            Add(options, name, $"ConnectionStrings:{name}", () => FindConnectionString(name), whenMissing: "", configure: null);
    }

    private void ReadTenantLimits(NeedsOptions options)
    {
        var settings = new SettingsReader(_section.GetSection(Tenants), $"{_path}:{Tenants}", options.Problems);
        var limits = options.TenantLimits;
        limits.MaxConnections = settings.Count(nameof(limits.MaxConnections)) ?? limits.MaxConnections;
        limits.IdleTimeout = settings.Time(nameof(limits.IdleTimeout), mayBeNever: true) ?? limits.IdleTimeout;
        settings.RefuseOthers([nameof(limits.MaxConnections), nameof(limits.IdleTimeout)]);
    }

    private void AddDatabase(IConfigurationSection section, NeedsOptions options)
    {
        var (name, path) = (section.Key, $"{_path}:{nameof(NeedsOptions.Databases)}:{section.Key}");
        var settings = new SettingsReader(section, path, options.Problems);
        var reference = settings.Text(ConnectionStringName) ?? name;
        var lending = LendingSettings.Read(settings);
        settings.RefuseOthers([ConnectionString, ConnectionStringName, .. LendingSettings.Keys]);
        Add(
            options, name, path,
            () => First(section.Value, section[ConnectionString], FindConnectionString(section[ConnectionStringName] is { Length: > 0 } other ? other : name)),
            whenMissing: $"set {path}:{ConnectionString}, or ConnectionStrings:{reference} (environment variable ConnectionStrings__{reference})",
            configure: lending.Apply);
    }

    private void Add(
        NeedsOptions options,
        string name,
        string origin,
        Func<string?> read,
        string whenMissing,
        Action<DatabaseOptions>? configure)
    {
        var text = read();
        var connection = new ConfiguredConnection(factory, text, read, Changes);
        options.Databases.Add(DriverDatabase.Register(name, origin, factory, text, whenMissing, configure, connection));
    }

    private IChangeToken Changes() => _connectionStrings is null || _connectionStrings == given
        ? given.GetReloadToken()
        : new CompositeChangeToken([given.GetReloadToken(), _connectionStrings.GetReloadToken()]);

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
