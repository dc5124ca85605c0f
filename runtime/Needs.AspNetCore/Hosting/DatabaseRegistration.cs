using System.Data.Common;

namespace Needs.AspNetCore;

/// <summary>One database as it was asked for; nothing is created before the application starts.</summary>
internal sealed class DatabaseRegistration(string name, string origin, Func<IServiceProvider, DbDataSource> createDataSource)
{
    public string Name { get; } = name;

    /// <summary>Where it was asked for, for messages: a method or a configuration key.</summary>
    public string Origin { get; } = origin;

    public Func<IServiceProvider, DbDataSource> CreateDataSource { get; } = createDataSource;

    /// <summary>Whether the data source is disposed with the database, unless the database's options say otherwise.</summary>
    public required bool OwnsDataSource { get; init; }

    public Action<DatabaseOptions>? Configure { get; init; }

    /// <summary>The connection string in the configuration that it follows, if it does.</summary>
    public ConfiguredConnection? Configured { get; init; }

    /// <summary>What is wrong with it, seen without opening a connection.</summary>
    public Func<string?> FindProblem { get; init; } = static () => null;
}
