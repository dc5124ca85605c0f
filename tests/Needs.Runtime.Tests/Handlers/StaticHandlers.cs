using System.Data;
using System.Data.Common;
using Needs.Testing;

namespace Needs.Runtime.Tests.Handlers;

public static partial class StaticHandlers
{
    [NeedsDb]
    public static void Nothing(FakeConnection db, Probe probe) => probe.Visit(db);

    [NeedsDb]
    public static int Value(FakeConnection db, Probe probe) => probe.Visit(db);

    [NeedsDb]
    public static async Task Task(FakeConnection db, Probe probe, CancellationToken ct) => await probe.VisitAsync(db, ct: ct);

    [NeedsDb]
    public static async Task<int> TaskOfValue(FakeConnection db, Probe probe, CancellationToken ct) => await probe.VisitAsync(db, ct: ct);

    [NeedsDb]
    public static async ValueTask ValueTask(FakeConnection db, Probe probe, CancellationToken ct) => await probe.VisitAsync(db, ct: ct);

    [NeedsDb]
    public static async ValueTask<int> ValueTaskOfValue(FakeConnection db, Probe probe, CancellationToken ct) =>
        await probe.VisitAsync(db, ct: ct);

    [NeedsDb]
    public static Task<int> TaskOfAMethodThatIsNotAsync(FakeConnection db, Probe probe)
    {
        var result = probe.Visit(db);
        return System.Threading.Tasks.Task.FromResult(result);
    }

    [NeedsDb]
    public static int BaseClass(DbConnection db, Probe probe) => probe.Visit(db);

    [NeedsDb]
    public static async Task<int> Interface(IDbConnection db, Probe probe) => await probe.VisitAsync(db);

    [NeedsDb]
    private static int Private(FakeConnection db, Probe probe) => probe.Visit(db);

    public static int CallPrivate(Database database, Probe probe) => Private(database, probe);
}
