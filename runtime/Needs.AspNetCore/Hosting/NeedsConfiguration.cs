using System.Data.Common;
using System.Globalization;
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
        if (_section[nameof(NeedsOptions.DefaultDatabase)] is { Length: > 0 } wanted)
            options.DefaultDatabase = wanted;
        if (ReadTime(_section, _path, nameof(NeedsOptions.ShutdownTimeout), options) is { } timeout)
            options.ShutdownTimeout = timeout;
        if (ReadNestedLoans(options) is { } nestedLoans)
            options.NestedLoans = nestedLoans;
        CheckKeys(
            _section, _path, options,
            nameof(NeedsOptions.DefaultDatabase), nameof(NeedsOptions.ShutdownTimeout), nameof(NeedsOptions.NestedLoans), nameof(NeedsOptions.Databases));

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
        CheckKeys(section, path, options, ConnectionString, ConnectionStringName, nameof(DatabaseOptions.ShutdownTimeout));
        var reference = section[ConnectionStringName] is { Length: > 0 } given ? given : name;
        var connectionString = First(section.Value, section[ConnectionString], FindConnectionString(reference));
        var timeout = ReadTime(section, path, nameof(DatabaseOptions.ShutdownTimeout), options);
        Add(
            options, name, path, connectionString,
            whenMissing: $"set {path}:{ConnectionString}, or ConnectionStrings:{reference} (environment variable ConnectionStrings__{reference})",
            configure: timeout is { } time ? database => database.ShutdownTimeout = time : null);
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

    private static TimeSpan? ReadTime(IConfiguration section, string path, string key, NeedsOptions options)
    {
        if (section[key] is not { Length: > 0 } text)
            return null;
        if (TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time >= TimeSpan.Zero)
            return time;
        options.Problems.Add($"{path}:{key} is '{text}', which is no length of time: write it as hh:mm:ss, such as 00:00:30.");
        return null;
    }

    private NestedLoans? ReadNestedLoans(NeedsOptions options)
    {
        const string key = nameof(NeedsOptions.NestedLoans);
        if (_section[key] is not { Length: > 0 } text)
            return null;
        foreach (var value in Enum.GetValues<NestedLoans>())
        {
            if (string.Equals(text, value.ToString(), StringComparison.OrdinalIgnoreCase))
                return value;
        }
        options.Problems.Add($"{_path}:{key} is '{text}': write {string.Join(" or ", Enum.GetNames<NestedLoans>())}.");
        return null;
    }

    private static void CheckKeys(IConfiguration section, string path, NeedsOptions options, params string[] known)
    {
        foreach (var unknown in section.GetChildren().Where(child => !known.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
            options.Problems.Add($"{path}:{unknown.Key} is no setting of Needs: use one of {string.Join(", ", known)}, or remove it.");
    }
}
