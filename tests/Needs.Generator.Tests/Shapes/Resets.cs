using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Threading;
using System.Threading.Tasks;
using Needs;
using Needs.Testing;

namespace Shop;

public class ByValueTask(FakeDataSource source) : FakeConnection(source)
{
    public ValueTask ResetConnectionAsync(CancellationToken cancellationToken = default) => default;
}

public class ByTask(FakeDataSource source) : FakeConnection(source)
{
    internal Task ResetConnectionAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

public sealed class Inherited(FakeDataSource source) : ByValueTask(source)
{
    public Task<bool> ResetConnectionAsync() => Task.FromResult(true);
}

public sealed class OfTypes<T>(FakeDataSource source) : FakeConnection(source)
{
    public ValueTask ResetConnectionAsync(CancellationToken ct) => default;
}

public class NotAccessible(FakeDataSource source) : FakeConnection(source)
{
    protected ValueTask ResetConnectionAsync(CancellationToken ct) => default;
}

public class Static(FakeDataSource source) : FakeConnection(source)
{
    public static ValueTask ResetConnectionAsync(CancellationToken ct) => default;
}

public class Generic(FakeDataSource source) : FakeConnection(source)
{
    public ValueTask ResetConnectionAsync<T>(CancellationToken ct) => default;
}

public class OtherResult(FakeDataSource source) : FakeConnection(source)
{
    public Task<bool> ResetConnectionAsync(CancellationToken ct) => Task.FromResult(true);
}

public class OtherParameters(FakeDataSource source) : FakeConnection(source)
{
    public ValueTask ResetConnectionAsync(in CancellationToken ct) => default;
    public ValueTask ResetConnectionAsync(CancellationToken ct, int more) => default;
    public ValueTask ResetConnectionAsync(string text) => default;
}

public class Property(FakeDataSource source) : FakeConnection(source)
{
    public Func<CancellationToken, ValueTask> ResetConnectionAsync => _ => default;
}

public class Gone(FakeDataSource source) : FakeConnection(source)
{
    [Obsolete("Use another.", error: true)] public ValueTask ResetConnectionAsync(CancellationToken ct) => default;
}

public class Experimental(FakeDataSource source) : FakeConnection(source)
{
    [Experimental("SHOP001")] public ValueTask ResetConnectionAsync(CancellationToken ct) => default;
}

[Obsolete("Use another.")]
public class OldDriver(FakeDataSource source) : FakeConnection(source)
{
    public ValueTask ResetConnectionAsync(CancellationToken ct) => default;
}

public static partial class Sessions
{
    [NeedsDb] public static int A(ByValueTask db) => 1;
    [NeedsDb] public static Task<int> B(ByTask? db, CancellationToken ct) => Task.FromResult(1);
    [NeedsDb] public static int C(Inherited db) => 1;
    [NeedsDb] public static int D(OfTypes<List<string?>> db) => 1;
    [NeedsDb] public static int E<T>(OfTypes<T> db) => 1;
    [NeedsDb] public static int F<T>(T db) where T : ByValueTask => 1;
    [NeedsDb] public static int G(NotAccessible db) => 1;
    [NeedsDb] public static int H(Static db) => 1;
    [NeedsDb] public static int I(Generic db) => 1;
    [NeedsDb] public static int J(OtherResult db) => 1;
    [NeedsDb] public static int K(OtherParameters db) => 1;
    [NeedsDb] public static int L(Property db) => 1;
    [NeedsDb] public static int M(Gone db) => 1;
    [NeedsDb] public static int N(Experimental db) => 1;
#pragma warning disable CS0618
    [NeedsDb] public static int O(OldDriver db) => 1;
#pragma warning restore CS0618
    [NeedsDb] private static int P(Hidden db) => 1;
    [NeedsDb] public static void Q(ByValueTask a, [NeedsDb("b")] ByTask b, [NeedsDb("c")] ByValueTask c, [NeedsDb("d")] DbConnection d) { }
    [NeedsDb(Retries = 2)] public static void R(ByValueTask db, FakeTransaction tx) { }

    private sealed class Hidden(FakeDataSource source) : FakeConnection(source)
    {
        public ValueTask ResetConnectionAsync(CancellationToken ct) => default;
    }
}

public partial class Sessions<T> where T : notnull
{
    [NeedsDb] public int A(OfTypes<T> db) => 1;
    [NeedsDb] public int B(Nested db) => 1;

    public sealed class Nested(FakeDataSource source) : FakeConnection(source)
    {
        public ValueTask ResetConnectionAsync(CancellationToken ct) => default;
    }
}
