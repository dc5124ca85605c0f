using System.Data.Common;

namespace Needs.Testing;

/// <summary>A provider factory whose data sources are fakes; a test finds them here by connection string.</summary>
public sealed class FakeProviderFactory : DbProviderFactory
{
    private readonly Lock _gate = new();
    private readonly List<FakeDataSource> _made = [];

    /// <summary>The data sources made so far, in order.</summary>
    public IReadOnlyList<FakeDataSource> Made
    {
        get { lock (_gate) return [.. _made]; }
    }

    public override FakeDataSource CreateDataSource(string connectionString)
    {
        var source = new FakeDataSource(connectionString: connectionString);
        lock (_gate) _made.Add(source);
        return source;
    }
}
