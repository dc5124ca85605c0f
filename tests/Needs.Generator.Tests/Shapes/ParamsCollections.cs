// C# 13
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

public static partial class ParamsCollections
{
    [NeedsDb] public static void Spans(FakeConnection db, params ReadOnlySpan<int> a) { }
    [NeedsDb] public static void Writable(FakeConnection db, params Span<string?> a) { }
    [NeedsDb] public static void Unscoped(FakeConnection db, [UnscopedRef] params Span<int> a) { }
    [NeedsDb] public static void Lists(FakeConnection db, params List<int> a) { }
    [NeedsDb] public static Task Later(FakeConnection db, params IEnumerable<int> a) => Task.CompletedTask;
    [NeedsDb] public static IAsyncEnumerable<int> Stream(FakeConnection db, params IReadOnlyList<int> a) => null!;
    [NeedsDb, OverloadResolutionPriority(1)] public static int Preferred(FakeConnection db) => 1;
}
