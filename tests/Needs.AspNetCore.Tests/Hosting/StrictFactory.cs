using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Needs.Testing;

namespace Needs.AspNetCore.Tests.Hosting;

/// <summary>A driver that, as real ones do, refuses options which it does not know and names them.</summary>
internal sealed class StrictFactory : DbProviderFactory
{
    private readonly ConcurrentQueue<FakeDataSource> _made = new();

    /// <summary>The data sources made so far, in order.</summary>
    public IReadOnlyList<FakeDataSource> Made => [.. _made];

    /// <summary>Called with the connection string before a connection is made; what it throws, the opening throws.</summary>
    public Action<string>? Opening { get; set; }

    public override DbConnectionStringBuilder CreateConnectionStringBuilder() => new StrictText();

    public override DbDataSource CreateDataSource(string connectionString)
    {
        var source = new FakeDataSource(connectionString: connectionString)
        {
            MakeConnection = source =>
            {
                Opening?.Invoke(source.ConnectionString);
                return new FakeConnection(source);
            },
        };
        _made.Enqueue(source);
        return source;
    }

    private sealed class StrictText : DbConnectionStringBuilder
    {
        private static readonly string[] Known = ["server", "database", "user id", "password", "maximum pool size"];

        [AllowNull]
        public override object this[string keyword]
        {
            get => base[keyword];
            set => base[Known.Contains(keyword.ToLowerInvariant())
                ? keyword
                : throw new ArgumentException($"Option '{keyword}' not supported.")] = value;
        }
    }
}
