namespace Needs.Testing;

/// <summary>What happened, in the order in which it ended. Safe for use by many threads.</summary>
public sealed class FakeLog
{
    private readonly Lock _gate = new();
    private readonly List<FakeEvent> _events = [];

    public IReadOnlyList<FakeEvent> Events
    {
        get { lock (_gate) return [.. _events]; }
    }

    public int Count(FakeOperation operation) => Events.Count(e => e.Operation == operation && !e.Failed);

    public void Clear()
    {
        lock (_gate) _events.Clear();
    }

    /// <summary>All events with commas between them, such as <c>OpenAsync, BeginAsync, CommitAsync!, CloseAsync</c>.</summary>
    public override string ToString() => string.Join(", ", Events);

    internal void Add(FakeEvent happened)
    {
        lock (_gate) _events.Add(happened);
    }
}
