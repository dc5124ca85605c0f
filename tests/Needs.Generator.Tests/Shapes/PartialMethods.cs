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

public static partial class PartialMethods
{
    [NeedsDb] public static partial Task First(FakeConnection db, int a = 5);
    public static partial Task Second(FakeConnection db, string? a);
    public static partial Task OnParameter([NeedsDb] FakeConnection db, int a);
    public static partial Task OnSecondParameter(FakeConnection db, int a);
    public static partial IEnumerable<int> OnBoth([NeedsDb("a")] FakeConnection a, FakeConnection b);
    [NeedsDb] public static partial IEnumerable<int> Iterator(FakeConnection db);
    [NeedsDb] static partial void Old(FakeConnection db);
}

public static partial class PartialMethods
{
    public static partial Task First(FakeConnection db, int a) => Task.CompletedTask;
    [NeedsDb] public static partial Task Second(FakeConnection db, string? a) => Task.CompletedTask;
    public static partial Task OnParameter(FakeConnection db, int a) => Task.CompletedTask;
    public static partial Task OnSecondParameter([NeedsDb] FakeConnection db, int a) => Task.CompletedTask;

    public static partial IEnumerable<int> OnBoth(FakeConnection a, [NeedsDb("b")] FakeConnection b)
    {
        yield return 1;
    }

    public static partial IEnumerable<int> Iterator(FakeConnection db)
    {
        yield return 1;
    }

    static partial void Old(FakeConnection db) { }
}
