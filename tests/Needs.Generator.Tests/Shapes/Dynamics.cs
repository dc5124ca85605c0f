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

public static partial class Dynamics
{
    [NeedsDb] public static void ByValue(FakeConnection db, dynamic a, dynamic? b) { }
    [NeedsDb] public static void Inside(FakeConnection db, List<dynamic> a, dynamic[] b) { }
    [NeedsDb] public static Task Later(FakeConnection db, dynamic a) => Task.CompletedTask;
    [NeedsDb] public static void ByReference(FakeConnection db, ref dynamic a, in dynamic b, out dynamic c) => c = 1;
    [NeedsDb] public static void ByReadOnlyReference(FakeConnection db, ref readonly dynamic? a) { }
    [NeedsDb] public static Task LaterByReference(FakeConnection db, in dynamic a) => Task.CompletedTask;
    [NeedsDb] public static int Overloaded(FakeConnection db, dynamic a) => 1;
    public static int Overloaded(FakeConnection db, string a) => 2;
}
