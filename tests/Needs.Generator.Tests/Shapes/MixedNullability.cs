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

#nullable disable
public static partial class Oblivious
{
    [NeedsDb] public static string Find(FakeConnection db, string a = null, List<string> b = null) => null;
    [NeedsDb] public static Task<string> Key<T>(FakeConnection db, Dictionary<T, T> a, T b = default) where T : IComparable<string> => null;
}

#nullable enable
public static partial class Annotated
{
    [NeedsDb] public static string? Find<T>(FakeConnection db, string? a = null, List<string?>? b = null, string?[]?[]? c = null) where T : class? => null;
}
