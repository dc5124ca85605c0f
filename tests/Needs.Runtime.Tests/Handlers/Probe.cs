using System.Data;
using Needs.Testing;

namespace Needs.Runtime.Tests.Handlers;

/// <summary>What handlers call: it notes what they were lent, and disturbs them where a test wants it to.</summary>
public sealed class Probe
{
    public const int Result = 42;

    /// <summary>What the handlers throw.</summary>
    public Exception? Error { get; init; }

    /// <summary>Where the handlers wait.</summary>
    public FakeGate? Gate { get; init; }

    /// <summary>Whose leases are noted.</summary>
    public Database? Database { get; init; }

    public int Visits { get; private set; }

    public FakeConnection? Connection { get; private set; }

    public FakeTransaction? Transaction { get; private set; }

    /// <summary>Whether the connection was open when the handler ran.</summary>
    public bool WasOpen { get; private set; }

    /// <summary>The handlers that held a lease when the handler ran.</summary>
    public IReadOnlyList<string> Holders { get; private set; } = [];

    public int Visit(IDbConnection db, IDbTransaction? tx = null)
    {
        Note(db, tx);
        Gate?.Arrive().GetAwaiter().GetResult();
        return Error is null ? Result : throw Error;
    }

    public async Task<int> VisitAsync(IDbConnection db, IDbTransaction? tx = null, CancellationToken ct = default)
    {
        Note(db, tx);
        await Task.Yield();
        if (Gate is not null) await Gate.Arrive().WaitAsync(ct);
        return Error is null ? Result : throw Error;
    }

    private void Note(IDbConnection db, IDbTransaction? tx)
    {
        Visits++;
        Connection = (FakeConnection)db;
        Transaction = (FakeTransaction?)tx ?? Connection.CurrentTransaction;
        WasOpen = db.State == ConnectionState.Open;
        Holders = [.. Database?.GetLeases().Select(lease => lease.Handler.Name) ?? []];
    }
}
