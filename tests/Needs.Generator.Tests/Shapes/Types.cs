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

public sealed partial record Customer(int Id)
{
    [NeedsDb] public Task<int> Find(FakeConnection db) => Task.FromResult(Id);

    [NeedsDb]
    public static IEnumerable<Customer> All(FakeConnection db)
    {
        yield break;
    }
}

public readonly partial record struct Key(int Id)
{
    [NeedsDb] public Task<int> Find(FakeConnection db) => Task.FromResult(Id);
    [NeedsDb] public IAsyncEnumerable<int> Stream(FakeConnection db) => null!;

    [NeedsDb]
    public IEnumerable<int> All(FakeConnection db)
    {
        yield return Id;
    }
}

public readonly partial struct Reader
{
    [NeedsDb] public int Value(FakeConnection db) => 1;
}

public ref partial struct Window
{
    [NeedsDb] public int Value(FakeConnection db) => 1;
    [NeedsDb] [UnscopedRef] public Span<int> Span(FakeConnection db) => default;
    [NeedsDb] public static Task Static(FakeConnection db) => Task.CompletedTask;
}

public readonly ref partial struct ReadOnlyWindow
{
    [NeedsDb] public int Value(FakeConnection db) => 1;
}

public partial interface IStore
{
    [NeedsDb] IAsyncEnumerable<int> Stream(FakeConnection db);
    [NeedsDb] Task ByReference(FakeConnection db, in int a);
    [NeedsDb] int Value(FakeConnection db, ref int a);
}

public sealed partial class Sealed
{
#pragma warning disable CS0628 // A protected member of a sealed class.
    [NeedsDb] protected int Protected(FakeConnection db) => 1;
}

public static unsafe partial class Unsafe
{
    [NeedsDb] public static void Pointer(FakeConnection db, byte* a) { }
}

#pragma warning disable CS8981, CS8860 // Names of types in lower case.
public partial class lower
{
    [NeedsDb] public static Task<lower> Find(FakeConnection db) => null!;

    public partial class @record
    {
        [NeedsDb] public static Task Find<@record>(FakeConnection db, @record a) => Task.CompletedTask;
    }
}
