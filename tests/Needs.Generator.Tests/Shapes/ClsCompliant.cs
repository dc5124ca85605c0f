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

[assembly: CLSCompliant(true)]

namespace Shop;

#pragma warning disable CS3001, CS3002, CS3005, CS3006
public static partial class ClsCompliant
{
    [NeedsDb] public static Task<Database> Find(FakeConnection db) => null!;
    [NeedsDb] public static Task<Database> find(FakeConnection db) => null!;
    [NeedsDb] public static void Count(FakeConnection db, int a) { }
    [NeedsDb] public static void Count(FakeConnection db, ref int a) { }
    [NeedsDb, CLSCompliant(false)] public static uint Unsigned(FakeConnection db) => 1;
    [NeedsDb] public static void _Hidden(FakeConnection db) { }
}
