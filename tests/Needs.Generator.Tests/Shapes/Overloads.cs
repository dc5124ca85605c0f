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

public static partial class Overloads
{
    [NeedsDb] public static int Find(FakeConnection db) => 1;
    [NeedsDb] public static int Find(FakeConnection db, int a) => 2;
    [NeedsDb] public static int Find(FakeConnection db, string a) => 3;
    [NeedsDb] public static int Find<T>(FakeConnection db, T a) => 4;
    [NeedsDb] public static int Find<T>(FakeConnection db, List<T> a) => 5;
    [NeedsDb] public static int Find(FakeConnection db, object a) => 6;
    [NeedsDb] public static int Find(FakeConnection db, params object[] a) => 7;
    [NeedsDb] public static int Find(FakeConnection db, dynamic a, int b) => 8;
    [NeedsDb] public static int Find(FakeConnection db, in DateTime a) => 9;
    [NeedsDb] public static int Find(FakeConnection db, DateTime a) => 10;
    [NeedsDb] public static int find(FakeConnection db) => 11;
    public static int Find(DbConnection db, long a) => 12;

    [NeedsDb] public static int General(DbConnection db) => 1;
    public static int General(FakeConnection db) => 2;
    public static int General(IDbConnection db) => 3;

    [NeedsDb] public static int Special(FakeConnection db) => 1;
    public static int Special<T>(T db) where T : DbConnection => 2;
}

#pragma warning disable CS8981 // The name has only lower-case letters.
public static partial class overloads
{
    [NeedsDb] public static int Find(FakeConnection db) => 1;
    [NeedsDb] public static int find(FakeConnection db) => 2;
}

public static partial class Overloads<T>
{
    [NeedsDb] public static int Find(FakeConnection db) => 1;
}
