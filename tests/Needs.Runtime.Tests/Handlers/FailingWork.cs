using Needs.Testing;

namespace Needs.Runtime.Tests.Handlers;

/// <summary>What a handler that is run again calls: it fails as often as a test wants, each time with the next error.</summary>
/// <param name="errors">What the attempts throw, one after the other; the attempts after those succeed.</param>
public sealed class FailingWork(params Exception[] errors)
{
    public const int Result = 42;

    /// <summary>How often the handler ran.</summary>
    public int Count { get; private set; }

    /// <summary>What happens in each attempt before it throws.</summary>
    public Action<FakeConnection>? Before { get; init; }

    /// <summary>The numbers of the connections.</summary>
    public List<int> Connections { get; } = [];

    /// <summary>How many connections were open while an attempt ran, at most.</summary>
    public int MostOpen { get; private set; }

    public int Run(FakeConnection db)
    {
        Count++;
        Connections.Add(db.Number);
        MostOpen = Math.Max(MostOpen, db.Source.OpenConnections);
        Before?.Invoke(db);
        return Count <= errors.Length ? throw errors[Count - 1] : Result;
    }
}
