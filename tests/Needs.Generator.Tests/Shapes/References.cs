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

public static partial class References
{
    public ref struct Window { public int Size; }

    [NeedsDb] public static void All(FakeConnection db, ref int a, out string? b, in DateTime c, ref readonly Guid d) => b = null;
    [NeedsDb] public static Span<int> Spans(FakeConnection db, Span<int> a, scoped Span<int> b, scoped ref int c, scoped in int d) => a;
    [NeedsDb] public static void RefStructs(FakeConnection db, Window a, ref Window b, scoped ref Window c) { }
    [NeedsDb] public static void Params(FakeConnection db, params int[] a) { }
    [NeedsDb] public static void Typed(FakeConnection db, TypedReference a) { }
    [NeedsDb] public static Task InTask(FakeConnection db, in int a, ref readonly int b) => Task.CompletedTask;
    [NeedsDb] public static unsafe void Pointers(FakeConnection db, int* a, void** b, int*[] c) { }
    [NeedsDb] public static unsafe void FunctionPointers(FakeConnection db, delegate*<int, void> a, delegate* unmanaged<int*, void> b,
        delegate* unmanaged[Cdecl, SuppressGCTransition]<ref int, in int, out int, void> c, delegate* managed<string?, ref readonly int> d) { }

    [NeedsDb(Transaction = true)]
    public static Span<int> OutInTransaction(FakeConnection db, Span<int> a, [UnscopedRef] out int b)
    {
        b = 0;
        return a;
    }

#pragma warning disable CS8500 // A pointer to a managed type.
    [NeedsDb] public static unsafe void ManagedPointer(FakeConnection db, string* a) { }
}
