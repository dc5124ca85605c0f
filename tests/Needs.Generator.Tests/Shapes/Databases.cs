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

public partial class Several
{
    [NeedsDb] public static Task Transactions(FakeConnection db, FakeTransaction tx, [NeedsDb("z", Isolation = IsolationLevel.Snapshot)] FakeConnection z, FakeTransaction ztx, [NeedsDb("a")] DbConnection a) => Task.CompletedTask;
    [NeedsDb(Transaction = true)] public static void OnMethodAndParameters([NeedsDb("b")] FakeConnection b, [NeedsDb("a")] FakeConnection a) { }
    public static int OnParameterOnly(int a, [NeedsDb("r")] FakeConnection b, FakeTransaction tb, FakeConnection plain, FakeTransaction plainTransaction) => 1;
    [NeedsDb("mai\"n")] public static Task<int> Quoted(int a, FakeConnection b) => Task.FromResult(a);
    [NeedsDb(null)] public static Task<int> NoName(int a, FakeConnection? b) => Task.FromResult(a);
    [NeedsDb(name: "x")] public static Task<int> Named(int a, IDbConnection b, IDbTransaction tx) => Task.FromResult(a);
    [NeedsDb(Isolation = (IsolationLevel)12345)] public static void OddIsolation(FakeConnection b) { }
    [method: NeedsDb] public static Task<int> OnTarget(FakeConnection b) => Task.FromResult(1);
    public static Task<int> OnParameterTarget([param: global::Needs.NeedsDbAttribute()] FakeConnection b) => Task.FromResult(1);
    public static IAsyncEnumerable<int> Stream([NeedsDb("x", Transaction = true)] FakeConnection b, [NeedsDb("a", Transaction = true)] FakeConnection a, CancellationToken ct) => null!;
}
