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

public static partial class Names
{
    [NeedsDb] public static Task<int> Keywords(FakeConnection @class, FakeTransaction @event, int @await, int @var, int value, int @field, int _, int from, int @yield, int @scoped) => Task.FromResult(1);
    [NeedsDb(Transaction = true)] public static Task<int> Generated(FakeConnection db, int __lease, int __result, int __item, int __self) => Task.FromResult(1);
    [NeedsDb] public static IAsyncEnumerable<int> GeneratedStream(FakeConnection __cancellationToken, int __Lend, int __lease, int __item) => null!;
    [NeedsDb(Transaction = true)] public static Task<int> TwoLeases([NeedsDb("b")] FakeConnection lease, [NeedsDb("a")] FakeConnection @lock, int __leaseLease, FakeTransaction @params) => Task.FromResult(1);
    [NeedsDb] public static void @class(FakeConnection db, int System, int global, int Needs) { }
    [NeedsDb] public static void @await(FakeConnection db, out int _) => _ = 1;
    [NeedsDb] public static Task @yield(FakeConnection db) => Task.CompletedTask;
    [NeedsDb] public static void Equals(FakeConnection db) { }
    [NeedsDb] public static void __Handler(FakeConnection db, int Database) { }
    [NeedsDb] public static void Descriptor(FakeConnection db) { }
    [NeedsDb] public static Task ConfigureAwait(FakeConnection db, int Task) => System.Threading.Tasks.Task.CompletedTask;
    [NeedsDb] public static void Lend(FakeConnection Lend) { }
    [NeedsDb] public static void Hidden<T>(FakeConnection db, T Hidden) { }
    [NeedsDb] public static void HiddenByType<HiddenByType>(FakeConnection db, HiddenByType a) { }
    [NeedsDb] public static void größe(FakeConnection ünïcödé, int \u0061b) { }
    private sealed class Database;
}

public partial class __Handler
{
    [NeedsDb] public Task Find(FakeConnection db, int Find) => Task.CompletedTask;
    public partial class __Handler2 { [NeedsDb] public Task Find(FakeConnection db) => Task.CompletedTask; }
}
