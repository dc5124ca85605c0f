using Needs.Testing;

namespace Needs.Runtime.Tests.Handlers;

/// <summary>Handlers that do something while they hold a connection: mostly, call each other.</summary>
public static partial class NestingHandlers
{
    [NeedsDb]
    public static int Hold(FakeConnection db, Func<int> meanwhile) => meanwhile();

    [NeedsDb]
    public static async Task<int> HoldAsync(FakeConnection db, Func<Task<int>> meanwhile)
    {
        await Task.Yield();
        return await meanwhile();
    }

    [NeedsDb(Transaction = true)]
    public static int HoldInTransaction(FakeConnection db, Func<int> meanwhile) => meanwhile();

    [NeedsDb(Transaction = true)]
    public static async Task<int> HoldInTransactionAsync(FakeConnection db, Func<Task<int>> meanwhile)
    {
        await Task.Yield();
        return await meanwhile();
    }

    [NeedsDb]
    public static async Task<int> CloseAsync(FakeConnection db, Func<Task<int>> afterwards)
    {
        await db.CloseAsync();
        return await afterwards();
    }

    /// <summary>Yields what was done before each item.</summary>
    [NeedsDb]
    public static IEnumerable<int> Stream(FakeConnection db, Func<int> beforeEach)
    {
        while (true) yield return beforeEach();
    }

    /// <summary>Yields what was done before each item.</summary>
    [NeedsDb]
    public static async IAsyncEnumerable<int> StreamAsync(FakeConnection db, Func<Task<int>> beforeEach)
    {
        while (true) yield return await beforeEach();
    }
}
