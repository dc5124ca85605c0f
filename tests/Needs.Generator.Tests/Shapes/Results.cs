using System;
using System.Collections;
using System.Collections.Generic;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Needs;
using Needs.Testing;

namespace Shop;

public static partial class Results
{
    [NeedsDb] public static void Nothing(FakeConnection db) { }
    [NeedsDb] public static int Value(FakeConnection db) => 1;
    [NeedsDb] public static object? NullableReference(FakeConnection db) => null;
    [NeedsDb] public static int? NullableValue(FakeConnection db) => null;
    [NeedsDb] public static (int Id, string? Name) Tuple(FakeConnection db) => default;
    [NeedsDb] public static dynamic Dynamic(FakeConnection db) => 1;
    [NeedsDb(Transaction = true)] public static dynamic DynamicInTransaction(FakeConnection db) => 1;
    [NeedsDb(Transaction = true)] public static ReadOnlySpan<char> Span(FakeConnection db) => "text";
    [NeedsDb] public static unsafe int* Pointer(FakeConnection db, ref int* first) => first;

    [NeedsDb] public static Task Task(FakeConnection db) => System.Threading.Tasks.Task.CompletedTask;
    [NeedsDb] public static Task<string?> TaskOfNullable(FakeConnection db) => System.Threading.Tasks.Task.FromResult<string?>(null);
    [NeedsDb] public static Task<int>? NullableTask(FakeConnection db) => null;
    [NeedsDb] public static Task<dynamic?> TaskOfDynamic(FakeConnection db) => System.Threading.Tasks.Task.FromResult<dynamic?>(null);
    [NeedsDb] public static ValueTask ValueTask(FakeConnection db) => default;
    [NeedsDb] public static ValueTask<List<string?>?> ValueTaskOfList(FakeConnection db) => default;

    [NeedsDb]
    public static async Task<(int Id, string? @class)[]> TuplesWithKeywords(FakeConnection db)
    {
        await System.Threading.Tasks.Task.Yield();
        return [];
    }

    [NeedsDb(Isolation = IsolationLevel.Serializable)]
    public static async Task<dynamic> DynamicLaterInTransaction(FakeConnection db)
    {
        await System.Threading.Tasks.Task.Yield();
        return 1;
    }
}
