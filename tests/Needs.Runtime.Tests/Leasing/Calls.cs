using System.Data;

namespace Needs.Runtime.Tests.Leasing;

/// <summary>Whether a test uses the synchronous or the asynchronous side of the API. Both have to behave the same.</summary>
public enum Calls
{
    Sync,
    Async,
}

internal static class CallsExtensions
{
    public static ValueTask<Lease> Lend(
        this Calls calls, Database database, HandlerDescriptor handler, CancellationToken ct = default) =>
        calls == Calls.Sync ? new(database.Lend(handler)) : database.LendAsync(handler, ct);

    public static ValueTask<Lease> LendInTransaction(
        this Calls calls, Database database, HandlerDescriptor handler, IsolationLevel isolation = IsolationLevel.Unspecified) =>
        calls == Calls.Sync
            ? new(database.LendInTransaction(handler, isolation))
            : database.LendInTransactionAsync(handler, isolation);

    public static ValueTask Complete(this Calls calls, Lease lease)
    {
        if (calls == Calls.Async) return lease.CompleteAsync();
        lease.Complete();
        return ValueTask.CompletedTask;
    }

    public static ValueTask Return(this Calls calls, Lease lease)
    {
        if (calls == Calls.Async) return lease.ReturnAsync();
        lease.Return();
        return ValueTask.CompletedTask;
    }

    /// <summary>A log as the synchronous side writes it, made into what this side should have written.</summary>
    public static string Log(this Calls calls, string events) => calls == Calls.Sync
        ? events
        : string.Join(", ", events.Split(", ").Select(e => e.EndsWith('!') ? e[..^1] + "Async!" : e + "Async"));
}
