using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;
using Needs;
using Needs.Testing;

namespace Shop;

/// <summary>As MySqlConnector's connection: it can be made to forget what was left on its session.</summary>
public sealed class ResettableConnection(FakeDataSource source) : FakeConnection(source)
{
    public ValueTask ResetConnectionAsync(CancellationToken cancellationToken = default) => default;
}

public sealed class OtherConnection(FakeDataSource source) : FakeConnection(source)
{
    public Task ResetConnectionAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

public static partial class Reports
{
    [NeedsDb(MaxConcurrency = 2)]
    public static int Year(FakeConnection db) => 1;

    [NeedsDb(WaitMilliseconds = 2000)]
    public static Task<int> Month(ResettableConnection db, CancellationToken ct) => Task.FromResult(1);

    [NeedsDb(Transaction = true, Retries = 0)]
    public static void Merge(
        ResettableConnection db,
        [NeedsDb("archive", MaxConcurrency = 4)] OtherConnection archive,
        [NeedsDb("log", MaxConcurrency = 4, WaitMilliseconds = 10)] ResettableConnection log,
        [NeedsDb("audit")] DbConnection audit)
    {
    }
}
