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

public static partial class Generics
{
    public interface IMap<in TFrom, out TTo>;

    [NeedsDb] public static T NotNull<T>(FakeConnection db, T a) where T : notnull => a;
    [NeedsDb] public static T? NullableClass<T>(FakeConnection db, T? a) where T : class? => a;
    [NeedsDb] public static T? Struct<T>(FakeConnection db, T? a) where T : struct => a;
    [NeedsDb] public static T Unmanaged<T>(FakeConnection db, T a) where T : unmanaged, Enum => a;
    [NeedsDb] public static unsafe void UnmanagedPointer<T>(FakeConnection db, T* a) where T : unmanaged { }
    [NeedsDb] public static Task<T> Many<T, TOther>(FakeConnection db, TOther a) where T : class, IMap<TOther, T?>, IDisposable, new() where TOther : T? => null!;
    [NeedsDb] public static IAsyncEnumerable<T> Stream<T>(FakeConnection db) where T : IComparable<T>? => null!;
    [NeedsDb] public static Task<T?> Unconstrained<T>(FakeConnection db) => Task.FromResult<T?>(default);
    [NeedsDb] public static void Keywords<@class, @int>(FakeConnection db, @class a, @int b) where @class : Delegate where @int : Exception { }
    [NeedsDb] public static void Connection<TConnection>(TConnection db) where TConnection : DbConnection { }
    [NeedsDb] public static void ConnectionByInterface<TConnection>(TConnection db) where TConnection : class, IDbConnection { }
    [NeedsDb] public static void ConnectionByOther<TConnection, TBase>(TConnection db) where TConnection : TBase where TBase : FakeConnection { }
    [NeedsDb] public static Task Transaction<TConnection, TTransaction>(TConnection db, TTransaction tx) where TConnection : DbConnection where TTransaction : DbTransaction => Task.CompletedTask;
    [NeedsDb] public static void Attributes<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>(FakeConnection db) { }
}

public partial class Repository<TConnection, T>(T first)
    where TConnection : DbConnection
    where T : class, IComparable<T>
{
    [NeedsDb] public Task<T> Find(TConnection db, T? other) => Task.FromResult(other ?? first);
    [NeedsDb] public static TOther? Other<TOther>(TConnection db, Dictionary<T, TOther> others) where TOther : T => default;

#pragma warning disable CS0693 // A type parameter that hides that of the type.
    [NeedsDb] public static Task<T> Hidden<T>(FakeConnection db, T a) => Task.FromResult(a);
}
