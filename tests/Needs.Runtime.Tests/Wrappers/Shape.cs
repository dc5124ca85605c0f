using Needs.Runtime.Tests.Handlers;

namespace Needs.Runtime.Tests.Wrappers;

/// <summary>One shape of handler, with a call of the wrapper that was generated for it.</summary>
public sealed record Shape(string Name, Func<Database, Probe, CancellationToken, Task<int>> Call)
{
    public static readonly IReadOnlyList<Shape> All =
    [
        Sync(nameof(StaticHandlers), nameof(StaticHandlers.Nothing), (db, probe) =>
        {
            StaticHandlers.Nothing(db, probe);
            return Probe.Result;
        }),
        Sync(nameof(StaticHandlers), nameof(StaticHandlers.Value), (db, probe) => StaticHandlers.Value(db, probe)),
        Sync(nameof(StaticHandlers), nameof(StaticHandlers.BaseClass), (db, probe) => StaticHandlers.BaseClass(db, probe)),
        Sync(nameof(StaticHandlers), "Private", StaticHandlers.CallPrivate),
        Async(nameof(StaticHandlers), nameof(StaticHandlers.Task), async (db, probe, ct) =>
        {
            await StaticHandlers.Task(db, probe, ct);
            return Probe.Result;
        }),
        Async(nameof(StaticHandlers), nameof(StaticHandlers.TaskOfValue), (db, probe, ct) => StaticHandlers.TaskOfValue(db, probe, ct)),
        Async(nameof(StaticHandlers), nameof(StaticHandlers.ValueTask), async (db, probe, ct) =>
        {
            await StaticHandlers.ValueTask(db, probe, ct);
            return Probe.Result;
        }),
        Async(nameof(StaticHandlers), nameof(StaticHandlers.ValueTaskOfValue), async (db, probe, ct) =>
            await StaticHandlers.ValueTaskOfValue(db, probe, ct)),
        Async(nameof(StaticHandlers), nameof(StaticHandlers.TaskOfAMethodThatIsNotAsync), (db, probe) =>
            StaticHandlers.TaskOfAMethodThatIsNotAsync(db, probe)),
        Async(nameof(StaticHandlers), nameof(StaticHandlers.Interface), (db, probe) => StaticHandlers.Interface(db, probe)),

        Sync(nameof(ClassHandlers), nameof(ClassHandlers.Value), (db, probe) => new ClassHandlers(0).Value(db, probe)),
        Sync(nameof(ClassHandlers) + ".Nested", "Value", (db, probe) => ClassHandlers.Nested.Value(db, probe)),
        Sync(nameof(ClassHandlers) + ".INested", "Value", (db, probe) => ClassHandlers.INested.Value(db, probe)),
        Sync(nameof(RecordHandlers), nameof(RecordHandlers.Value), (db, probe) => new RecordHandlers(0).Value(db, probe)),
        Async(nameof(StructHandlers), nameof(StructHandlers.TaskOfValue), (db, probe) => default(StructHandlers).TaskOfValue(db, probe)),
        Async(nameof(RecordStructHandlers), nameof(RecordStructHandlers.ValueTaskOfValue), async (db, probe) =>
            await new RecordStructHandlers(0).ValueTaskOfValue(db, probe)),
        Sync(nameof(ExtensionHandlers), nameof(ExtensionHandlers.OnTheConnection), (db, probe) => db.OnTheConnection(probe)),
        Async(nameof(ExtensionHandlers), nameof(ExtensionHandlers.OnAnother), (db, probe) => probe.OnAnother(db)),

        Sync(nameof(TransactionHandlers), nameof(TransactionHandlers.ByParameter), (db, probe) =>
            TransactionHandlers.ByParameter(db, probe)).InTransaction(),
        Sync(nameof(TransactionHandlers), nameof(TransactionHandlers.ByAttribute), (db, probe) =>
        {
            TransactionHandlers.ByAttribute(db, probe);
            return Probe.Result;
        }).InTransaction(),
        Sync(nameof(TransactionHandlers), nameof(TransactionHandlers.ByIsolation), (db, probe) =>
            TransactionHandlers.ByIsolation(db, probe)).InTransaction(),
        Async(nameof(TransactionHandlers), nameof(TransactionHandlers.ByParameterAsync), (db, probe, ct) =>
            TransactionHandlers.ByParameterAsync(db, probe, ct)).InTransaction(),
        Async(nameof(TransactionHandlers), nameof(TransactionHandlers.ByAttributeAsync), async (db, probe, ct) =>
        {
            await TransactionHandlers.ByAttributeAsync(db, probe, ct);
            return Probe.Result;
        }).InTransaction(),
        Async(nameof(TransactionHandlers), nameof(TransactionHandlers.ByIsolationAsync), async (db, probe, ct) =>
        {
            await TransactionHandlers.ByIsolationAsync(db, probe, ct);
            return Probe.Result;
        }).InTransaction(),
        Async(nameof(TransactionHandlers), nameof(TransactionHandlers.OfBaseTypes), (db, probe, ct) =>
            TransactionHandlers.OfBaseTypes(db, probe, ct)).InTransaction(),
        Async(nameof(TransactionHandlers), nameof(TransactionHandlers.OfInterfaces), (db, probe, ct) =>
            TransactionHandlers.OfInterfaces(db, probe, ct)).InTransaction(),
        Async(nameof(ClassHandlers), nameof(ClassHandlers.TaskOfValue), (db, probe, ct) =>
            new ClassHandlers(0).TaskOfValue(db, probe, ct)).InTransaction(),
        Sync(nameof(ParameterHandlers), nameof(ParameterHandlers.ByOut), (db, probe) =>
        {
            Assert.Equal(ParameterHandlers.ByOut(db, probe, out var value), value);
            return value;
        }).InTransaction(),

        Async(nameof(StreamHandlers), nameof(StreamHandlers.Iterator), (db, probe, ct) =>
            Count(StreamHandlers.Iterator(db, probe, ct))),
        Async(nameof(StreamHandlers), nameof(StreamHandlers.IteratorWithoutToken), (db, probe, ct) =>
            Count(StreamHandlers.IteratorWithoutToken(db, probe), ct)).WhoseHandlerHasNoToken(),
        Async(nameof(StreamHandlers), nameof(StreamHandlers.NotAnIterator), (db, probe, ct) =>
            Count(StreamHandlers.NotAnIterator(db, probe, ct))),
        Async(nameof(StreamHandlers), nameof(StreamHandlers.NotAnIteratorWithoutToken), (db, probe, ct) =>
            Count(StreamHandlers.NotAnIteratorWithoutToken(db, probe), ct)),
        Async(nameof(StreamHandlers), nameof(StreamHandlers.InTransaction), (db, probe, ct) =>
            Count(StreamHandlers.InTransaction(db, probe), ct)).InTransaction(),
        Sync(nameof(StreamHandlers), nameof(StreamHandlers.Sync), (db, probe) => Count(StreamHandlers.Sync(db, probe))),
        Sync(nameof(StreamHandlers), nameof(StreamHandlers.SyncInTransaction), (db, probe) =>
            Count(StreamHandlers.SyncInTransaction(db, probe))).InTransaction(),
        Sync(nameof(StreamHandlers), nameof(StreamHandlers.ListNotIterator), (db, probe) =>
            Count(StreamHandlers.ListNotIterator(db, probe))),
    ];

    public bool IsAsync { get; private init; }

    public bool HasTransaction { get; private init; }

    /// <summary>Whether the wrapper can be cancelled while it opens or begins.</summary>
    public bool HasToken { get; private init; }

    /// <summary>Whether the token reaches the handler as well.</summary>
    public bool HandlerHasToken { get; private init; }

    public override string ToString() => Name;

    /// <summary>What a call logs; a failure ends what can't go on.</summary>
    public string Log(params string[] operations) =>
        string.Join(", ", operations.Select(operation => !IsAsync
            ? operation
            : operation.EndsWith('!') ? operation[..^1] + "Async!" : operation + "Async"));

    private static Shape Sync(string type, string method, Func<Database, Probe, int> call) =>
        new(NameOf(type, method), (db, probe, _) => Task.FromResult(call(db, probe)));

    private static Shape Async(string type, string method, Func<Database, Probe, Task<int>> call) =>
        new(NameOf(type, method), (db, probe, _) => call(db, probe)) { IsAsync = true };

    private static Shape Async(string type, string method, Func<Database, Probe, CancellationToken, Task<int>> call) =>
        new(NameOf(type, method), call) { IsAsync = true, HasToken = true, HandlerHasToken = true };

    private Shape InTransaction() => this with { HasTransaction = true };

    private Shape WhoseHandlerHasNoToken() => this with { HandlerHasToken = false };

    private static string NameOf(string type, string method) => $"Needs.Runtime.Tests.Handlers.{type}.{method}";

    private static async Task<int> Count(IAsyncEnumerable<int> items, CancellationToken ct = default)
    {
        var next = 0;
        await foreach (var item in items.WithCancellation(ct)) Assert.Equal(next++, item);
        Assert.Equal(3, next);
        return Probe.Result;
    }

    private static int Count(IEnumerable<int> items)
    {
        Assert.Equal([0, 1, 2], items.ToList());
        return Probe.Result;
    }
}
