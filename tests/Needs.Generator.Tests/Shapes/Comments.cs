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

/// <summary>Commented types.</summary>
public static partial class Comments
{
    /// <summary>Finds <typeparamref name="T"/> &amp; more.</summary>
    /// <param name="db">The database.</param>
    /// <param name="a">One.</param>
    /// <param name="b">Two.</param>
    /// <param name="c">Three.</param>
    /// <typeparam name="T">The type.</typeparam>
    /// <returns>What was found.</returns>
    [NeedsDb] public static Task<T> Find<T>(FakeConnection db, Dictionary<string, List<T>[,]> a, ref readonly int b, (int, T?) c) where T : class => null!;
}
