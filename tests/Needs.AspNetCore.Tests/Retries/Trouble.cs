using System.Collections.Concurrent;
using System.Data;
using Needs.Testing;

namespace Needs.AspNetCore.Tests.Retries;

/// <summary>What goes wrong in handlers, attempt by attempt, as a test plans it.</summary>
public sealed class Trouble(params Exception?[] errors)
{
    private int _attempts;

    public int Attempts => _attempts;

    /// <summary>The objects that ran, for handlers that have one.</summary>
    public ConcurrentQueue<object> Objects { get; } = [];

    /// <summary>Fails as planned, or gives the number of the attempt.</summary>
    public int Next(IDbConnection db)
    {
        Assert.Equal(ConnectionState.Open, db.State);
        var attempt = Interlocked.Increment(ref _attempts);
        return attempt <= errors.Length && errors[attempt - 1] is { } error ? throw error : attempt;
    }

    public static Trouble Deadlocks(int times) => new([.. Enumerable.Repeat(FakeDbException.Deadlock(), times)]);
}
