using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Needs.AspNetCore.Tests.Hosting;

/// <summary>A driver that, as real ones do, refuses options which it does not know and names them.</summary>
internal sealed class StrictFactory : DbProviderFactory
{
    public override DbConnectionStringBuilder CreateConnectionStringBuilder() => new StrictText();

    public override DbDataSource CreateDataSource(string connectionString) => new Testing.FakeDataSource(connectionString: connectionString);

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
