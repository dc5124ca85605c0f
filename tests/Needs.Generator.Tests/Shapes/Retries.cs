using System;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Threading;
using System.Threading.Tasks;
using Needs;
using Needs.Testing;

namespace Shop;

public static partial class Retried
{
    [NeedsDb(Retries = 1, Transaction = true)] public static void Nothing(FakeConnection db) { }
    [NeedsDb(Retries = 1, Transaction = true)] public static int Value(DbConnection db, CancellationToken ct) => 1;
    [NeedsDb(Retries = 1, Transaction = true)] public static Task Task(IDbConnection db, CancellationToken ct = default) => System.Threading.Tasks.Task.CompletedTask;
    [NeedsDb(Retries = 10)] public static Task<string?> TaskOfValue(IDbConnection db, IDbTransaction tx) => System.Threading.Tasks.Task.FromResult<string?>(null);
    [NeedsDb(Retries = 1, Isolation = IsolationLevel.Snapshot)] public static ValueTask ValueTask(FakeConnection db) => default;
    [NeedsDb(Retries = 1, Transaction = true)] public static async ValueTask<int> ValueTaskOfValue(FakeConnection db) => await System.Threading.Tasks.Task.FromResult(1);
    public static int OnParameter(int a, [NeedsDb("b", Retries = 1, Transaction = true)] FakeConnection b, FakeConnection plain) => a;
    [NeedsDb(Retries = 1)] public static int OnBoth([NeedsDb("b", Retries = 1, Transaction = true, MaxConcurrency = 1)] FakeConnection b) => 1;

    [NeedsDb(Retries = 1, Transaction = true)] public static Task<int> In(FakeConnection db, in int a, in CancellationToken ct) => System.Threading.Tasks.Task.FromResult(a);
    [NeedsDb(Retries = 1, Transaction = true)] public static int InNow(FakeConnection db, in int a, ref readonly long b, in CancellationToken ct) => a;
    [NeedsDb(Retries = 1, Transaction = true)] public static int Spans(FakeConnection db, ReadOnlySpan<int> a, scoped Span<char> b) => a.Length;
    [NeedsDb(Retries = 1, Transaction = true)] public static unsafe int* Pointers(FakeConnection db, int* a, delegate*<int, void> b) => a;
    [NeedsDb(Retries = 1, Transaction = true)] public static int Params(FakeConnection db, int a = 1, params string?[] b) => a;
    [NeedsDb(Retries = 1, Transaction = true)] public static T Generic<T>(FakeConnection db, T a, List<T>? b) where T : notnull => a;
    [NeedsDb(Retries = 1, Transaction = true)] public static Task<T> GenericAsync<T>(FakeConnection db, T a) where T : class? => System.Threading.Tasks.Task.FromResult(a);
    [NeedsDb(Retries = 1, Transaction = true)] public static object? Dynamic(FakeConnection db, dynamic? a) => a;
    [NeedsDb(Retries = 1, Transaction = true)] public static int Extension(this string text, FakeConnection db) => text.Length;

    [NeedsDb(Retries = 1, Transaction = true)] public static int Names(FakeConnection __attempts, int __error, int __lease, int __result, int context, int __database) => __error;
    [NeedsDb(Retries = 1, Transaction = true)] public static async Task<int> @class(FakeConnection @event, int @for) => await System.Threading.Tasks.Task.FromResult(@for);
}

public partial class RetriedObject(int size)
{
    [NeedsDb(Retries = 1, Transaction = true)] public int Now(FakeConnection db) => size;
    [NeedsDb(Retries = 1, Transaction = true)] public virtual Task<int> Later(FakeConnection db, CancellationToken ct) => Task.FromResult(size);
    [NeedsDb(Retries = 1, Transaction = true)] protected internal Task Inner(FakeConnection db, in int a) => Task.CompletedTask;

    public readonly partial record struct Value(int Size)
    {
        [NeedsDb(Retries = 1, Transaction = true)] public int Now(FakeConnection db) => Size;
        [NeedsDb(Retries = 1, Transaction = true)] public Task<int> Later(FakeConnection db, in int a) => Task.FromResult(Size + a);
    }

    public ref partial struct Borrowed
    {
        [NeedsDb(Retries = 1, Transaction = true)] public int Now(FakeConnection db) => 1;
    }
}

public partial interface IRetried<in T>
{
    [NeedsDb(Retries = 1, Transaction = true)] Task<int> Later(FakeConnection db, T a);
    [NeedsDb(Retries = 1, Transaction = true)] static int Now(FakeConnection db) => 1;
}
