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

public static partial class Extensions
{
    [NeedsDb] public static int OnConnection(this FakeConnection db, int a) => 1;
    [NeedsDb] public static int OnOther(this string a, FakeConnection db, int b) => 1;
    [NeedsDb] public static int OnIn(this in DateTime a, FakeConnection db) => 1;
    [NeedsDb] public static int OnRef(this ref int a, FakeConnection db) => 1;
    [NeedsDb] public static int OnReadOnlyRef(this ref readonly DateTime a, FakeConnection db) => 1;
    [NeedsDb] public static Task<T> OnGeneric<T>(this T a, FakeConnection db) => Task.FromResult(a);
    [NeedsDb] public static Task OnInLater(this in DateTime a, FakeConnection db, int b) => Task.CompletedTask;
    [NeedsDb] public static IAsyncEnumerable<int> Stream(this FakeConnection db) => null!;
}
