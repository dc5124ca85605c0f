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

public static partial class Streams
{
    [NeedsDb] public static IAsyncEnumerable<int> NotIterator(FakeConnection db) => Empty();
    [NeedsDb] public static IAsyncEnumerable<int> NotIteratorWithToken(FakeConnection db, CancellationToken ct) => Empty();
    [NeedsDb] public static IAsyncEnumerable<int> TwoTokens(FakeConnection db, CancellationToken first, CancellationToken second) => Empty();
    [NeedsDb] public static IAsyncEnumerable<int> ByReference(FakeConnection db, in int size) => Empty();
    [NeedsDb] public static IAsyncEnumerable<int> ByReferenceWithToken(FakeConnection db, in int size, CancellationToken ct = default) => Empty();
    [NeedsDb] public static IAsyncEnumerable<dynamic> OfDynamic(FakeConnection db) => null!;
    [NeedsDb] public static IEnumerable<int> ListIsNoStream(FakeConnection db) => new List<int>();

    [NeedsDb(Transaction = true)]
    public static async IAsyncEnumerable<string?> AsyncIterator(FakeConnection db, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await Task.Yield();
        yield return null;
    }

    [NeedsDb]
    public static async IAsyncEnumerable<string?> AsyncIteratorWithoutToken(FakeConnection db, string text = "x", params int[] numbers)
    {
        await Task.Yield();
        yield return text;
    }

    [NeedsDb(Transaction = true)]
    public static IEnumerable<string?> Iterator(FakeConnection db)
    {
        yield return null;
    }

    [NeedsDb]
    public static IEnumerable OldIterator(FakeConnection db)
    {
        yield return 1;
    }

    [NeedsDb]
    public static IEnumerable<int> YieldsOnlyInALocalFunction(FakeConnection db)
    {
        return Numbers();

        static IEnumerable<int> Numbers()
        {
            yield return 1;
        }
    }

    private static async IAsyncEnumerable<int> Empty()
    {
        await Task.Yield();
        yield break;
    }
}
