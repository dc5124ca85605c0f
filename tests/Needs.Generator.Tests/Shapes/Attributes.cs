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

[AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
public sealed class NoteAttribute(object? value, params string?[] texts) : Attribute
{
    public object? Value => value;
    public string?[] Texts => texts;
    public Type? Type { get; set; }
    public int[]? Numbers { get; set; }
    public Level @event { get; set; }
}

public enum Level { Low, High }

public sealed class PlaceAttribute(string text, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0, int number = 1) : Attribute
{
    public string Text => text + file + line + number;
}

public sealed class TypedAttribute<T> : Attribute;

file sealed class SecretAttribute : Attribute;

#pragma warning disable NOTE1, NOTE2
public static partial class Attributes
{
    [NeedsDb, Obsolete("use \"Other\""), Experimental("NOTE1", UrlFormat = "x{0}"), RequiresUnreferencedCode("r"), RequiresDynamicCode("d")]
    public static int ForCallers(FakeConnection db) => 1;

    [NeedsDb] [Obsolete("x", true, DiagnosticId = "NOTE2")] [Note(1)] [return: NotNullIfNotNull(nameof(a))]
    public static string? ObsoleteError(FakeConnection db, string? a) => a;

    [NeedsDb] public static void Values(FakeConnection db, [Note(1)] int a,
        [Note("q", "r", null, Type = typeof(List<>), Numbers = new[] { 1, 2 }, @event = Level.High)] int b, [Note(null)] int c, [Note(Level.Low)] int d,
        [Note(new object?[] { 1, "x", typeof(int), null, Level.High, (byte)5, 'c', 1.5f, 2L })] int e, [Note(null, null, "x")] int f, [Note((short)3)] int g,
        [Note(typeof(Dictionary<string, (int A, int B)>))] int h, [Note(1.0)] int i, [Note(ulong.MaxValue)] int j, [Note(new int[0])] int k, [Note((Level)77)] int l,
        [Note(1), Note(2)] int m, [Typed<string>] int n, [Secret] int o) { }

    [NeedsDb] public static void Places(FakeConnection db, [Place("x")] int a, [Place("x", number: 2)] int b, [Place("x", "explicit", 5, 6)] int c) { }

    [NeedsDb] public static void CallerInfo(FakeConnection db, [CallerMemberName] string a = "", [CallerFilePath] string? b = null, [CallerLineNumber] int c = 0,
        [CallerArgumentExpression(nameof(a))] string d = "", [CallerArgumentExpression(nameof(db))] string e = "") { }

    [NeedsDb] public static void NamesTheTransaction(FakeConnection db, FakeTransaction tx, [CallerArgumentExpression(nameof(tx))] string a = "") { }

    [NeedsDb] public static bool Flow(FakeConnection db, [NotNullWhen(true)] out string? a, [MaybeNull] out string b, [AllowNull] string c, [DisallowNull] ref string? d)
    {
        a = "";
        b = "";
        return true;
    }

    [NeedsDb, DoesNotReturn] public static void Throws(FakeConnection db) => throw new InvalidOperationException();
    [NeedsDb, System.Runtime.Versioning.SupportedOSPlatform("linux")] public static int Platform(FakeConnection db) => 1;
    [NeedsDb, MethodImpl(MethodImplOptions.AggressiveInlining)] public static int Interop(FakeConnection db, [System.Runtime.InteropServices.In] ref int a, [System.Runtime.InteropServices.Out] int[] b, [System.Runtime.InteropServices.MarshalAs(System.Runtime.InteropServices.UnmanagedType.LPStr)] string c) => 1;
    [NeedsDb] public static void Hints([Note(1)] FakeConnection? db, [StringSyntax("Regex")] string a, [ConstantExpected(Max = 5)] int b, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] Type c) { }
    [NeedsDb, System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never), ExcludeFromCodeCoverage] public static void Hidden(FakeConnection db) { }

    [NeedsDb, AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static ValueTask<int> PooledByReference(FakeConnection db, in int a) => new(a);

    [NeedsDb, AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<int> Pooled(FakeConnection db)
    {
        await Task.Yield();
        return 1;
    }
}

public static unsafe partial class UnsafeAttributes
{
    public interface IOf<T>;

    [NeedsDb] public static void Pointer(FakeConnection db, [Note(typeof(int*))] int a) { }
    [NeedsDb] public static void Constraint<T>(FakeConnection db) where T : IOf<int*[]> { }
}
