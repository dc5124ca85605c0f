using System.Data;
using System.Data.Common;
using Needs.Testing;

namespace Needs.Runtime.Tests.Handlers;

public static partial class TransactionHandlers
{
    [NeedsDb]
    public static int ByParameter(FakeConnection db, FakeTransaction tx, Probe probe) => probe.Visit(db, tx);

    [NeedsDb(Transaction = true)]
    public static void ByAttribute(FakeConnection db, Probe probe) => probe.Visit(db);

    [NeedsDb(Isolation = IsolationLevel.Serializable)]
    public static int ByIsolation(FakeConnection db, Probe probe) => probe.Visit(db);

    [NeedsDb]
    public static async Task<int> ByParameterAsync(FakeConnection db, FakeTransaction tx, Probe probe, CancellationToken ct) =>
        await probe.VisitAsync(db, tx, ct);

    [NeedsDb(Transaction = true)]
    public static async ValueTask ByAttributeAsync(FakeConnection db, Probe probe, CancellationToken ct) =>
        await probe.VisitAsync(db, ct: ct);

    [NeedsDb(Isolation = IsolationLevel.Serializable)]
    public static async Task ByIsolationAsync(FakeConnection db, Probe probe, CancellationToken ct) => await probe.VisitAsync(db, ct: ct);

    [NeedsDb]
    public static async Task<int> OfBaseTypes(DbConnection db, DbTransaction tx, Probe probe, CancellationToken ct) =>
        await probe.VisitAsync(db, tx, ct);

    [NeedsDb]
    public static async Task<int> OfInterfaces(IDbConnection db, IDbTransaction tx, Probe probe, CancellationToken ct) =>
        await probe.VisitAsync(db, tx, ct);

    [NeedsDb]
    public static async Task CommitsItself(FakeConnection db, FakeTransaction tx, Probe probe)
    {
        await probe.VisitAsync(db, tx);
        await tx.CommitAsync();
    }

    [NeedsDb]
    public static async Task ClosesTheConnection(FakeConnection db, FakeTransaction tx, Probe probe)
    {
        await probe.VisitAsync(db, tx);
        await db.CloseAsync();
    }
}
