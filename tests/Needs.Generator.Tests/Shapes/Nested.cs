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

public partial class Outer<T, @class>
    where T : class
{
    private partial struct Middle<TMiddle>
    {
        internal partial record Record<TRecord>(int Size)
        {
            public partial record struct RecordStruct
            {
                public partial interface IVariant<in TIn, out TOut>
                {
                    [NeedsDb] Task Abstract(FakeConnection db, TIn a);
                    [NeedsDb] IEnumerable<string> AbstractSequence(FakeConnection db);
                    [NeedsDb] public Task Default(FakeConnection db, TIn a) => Task.CompletedTask;
                    [NeedsDb] static Task Static(FakeConnection db, TIn a) => Task.CompletedTask;
                    [NeedsDb] private Task Private(FakeConnection db) => Task.CompletedTask;
                }

                public static partial class Inner
                {
                    [NeedsDb] internal static Task<(T, TMiddle, TRecord)> Find<TMethod>(FakeConnection db, T a, TMiddle b, TRecord c, TMethod d) => null!;
                }

                [NeedsDb] private Task<int> Private(FakeConnection db) => null!;
                [NeedsDb] internal readonly int ReadOnly(FakeConnection db) => 1;
                [NeedsDb] internal readonly IAsyncEnumerable<int> Stream(FakeConnection db) => null!;
                [NeedsDb] internal Task<int> ByReference(FakeConnection db, in int a) => null!;
            }

            [NeedsDb] protected Task<int> Protected(FakeConnection db) => null!;
            [NeedsDb] protected internal Task<int> ProtectedInternal(FakeConnection db) => null!;
            [NeedsDb] private protected Task<int> PrivateProtected(FakeConnection db) => null!;
        }
    }
}
