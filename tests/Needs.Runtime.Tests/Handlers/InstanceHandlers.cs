using Needs.Testing;

namespace Needs.Runtime.Tests.Handlers;

public partial class ClassHandlers(int bonus)
{
    [NeedsDb]
    public int Value(FakeConnection db, Probe probe) => probe.Visit(db) + bonus;

    [NeedsDb]
    public async Task<int> TaskOfValue(FakeConnection db, FakeTransaction tx, Probe probe, CancellationToken ct) =>
        await probe.VisitAsync(db, tx, ct) + bonus;

    public partial class Nested
    {
        [NeedsDb]
        public static int Value(FakeConnection db, Probe probe) => probe.Visit(db);
    }

    public partial interface INested
    {
        [NeedsDb]
        static int Value(FakeConnection db, Probe probe) => probe.Visit(db);
    }
}

public sealed partial record RecordHandlers(int Bonus)
{
    [NeedsDb]
    public int Value(FakeConnection db, Probe probe) => probe.Visit(db) + Bonus;
}

public partial struct StructHandlers
{
    public int Calls { get; private set; }

    [NeedsDb]
    public int Count(FakeConnection db, Probe probe)
    {
        probe.Visit(db);
        return ++Calls;
    }

    [NeedsDb]
    public readonly async Task<int> TaskOfValue(FakeConnection db, Probe probe) => await probe.VisitAsync(db) + Calls;
}

public readonly partial record struct RecordStructHandlers(int Bonus)
{
    [NeedsDb]
    public async ValueTask<int> ValueTaskOfValue(FakeConnection db, Probe probe) => await probe.VisitAsync(db) + Bonus;
}
