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

public static partial class GenericsByReference
{
    public ref struct Window<T> where T : allows ref struct;

    [NeedsDb] public static void A<T>(FakeConnection db, T a, scoped T b) where T : allows ref struct { }
    [NeedsDb] public static void B<T>(FakeConnection db, T a) where T : IDisposable, new(), allows ref struct { }
    [NeedsDb] public static T C<T>(FakeConnection db, T a) where T : allows ref struct => a;
    [NeedsDb(Transaction = true)] public static Window<T> D<T>(FakeConnection db, Window<T> a) where T : allows ref struct => a;
    [NeedsDb] public static Task E<T>(FakeConnection db) where T : allows ref struct => Task.CompletedTask;
}
