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

public static partial class Defaults
{
    public enum Color { None, @class = 1, Red = 77, [Obsolete] Old = 5 }
    [Flags] public enum Sides : byte { Left = 1, Right = 2 }
    public enum Far : long { Away = long.MinValue }

    [NeedsDb] public static void Integers(FakeConnection db, int a = int.MinValue, long b = long.MinValue, ulong c = ulong.MaxValue, uint d = 7,
        short e = -1, byte f = 255, sbyte g = -128, ushort h = 9, nint i = -5, nuint j = 6, int? k = 5, int? l = null, byte? m = 3) { }

    [NeedsDb] public static void Fractions(FakeConnection db, float a = float.NaN, float b = float.PositiveInfinity, float c = 1.1f, float d = float.Epsilon,
        float e = float.MaxValue, float f = -0f, float? g = float.NaN, double h = double.NegativeInfinity, double i = -0.0, double j = 1e300,
        double k = double.Epsilon, double l = 1, decimal m = 1.10m, decimal n = decimal.MinValue, decimal? o = 1m) { }

    [NeedsDb] public static void Texts(FakeConnection db, char a = '\'', char b = '\0', char c = '\uD800', char? d = 'x',
        string e = "a\"b\\c\r\n\0\u2028{}\uD83D", string? f = null, string g = "äöü\t", string h = $"{nameof(Texts)}") { }

    [NeedsDb] public static void Enums(FakeConnection db, Color a = Color.@class, Color b = (Color)42, Color c = (Color)(-3), Color d = (Color)5,
        Sides e = Sides.Left | Sides.Right, Far f = Far.Away, Color? g = Color.Red, Color? h = null, DayOfWeek i = DayOfWeek.Friday) { }

    [NeedsDb] public static void Others(FakeConnection db, bool a = true, DateTime b = default, Guid c = new Guid(), object? d = null, dynamic? e = null,
        int[]? f = null, CancellationToken g = default, (int X, int Y) h = default, Action? i = null, ReadOnlySpan<char> j = default, in int k = 5) { }

    [NeedsDb] public static void Generic<T>(FakeConnection db, T? a = default, T? b = default) { }
    [NeedsDb] public static void GenericStruct<T>(FakeConnection db, T a = default, T? b = null) where T : struct { }
    [NeedsDb] public static void GenericClass<T>(FakeConnection db, T? a = null) where T : class { }
    [NeedsDb] public static Task Later(FakeConnection db, string? a = "q", int b = 3, CancellationToken ct = default) => Task.CompletedTask;

    [NeedsDb] public static void ByAttribute(FakeConnection db,
        [System.Runtime.InteropServices.Optional] int a,
        [System.Runtime.InteropServices.Optional, System.Runtime.InteropServices.DefaultParameterValue(5)] int b,
        [System.Runtime.InteropServices.Optional, DecimalConstant(1, 0, (uint)0, (uint)0, (uint)11)] decimal c,
        [System.Runtime.InteropServices.Optional, DateTimeConstant(123)] DateTime d) { }

#pragma warning disable CS9200 // A default value for a ref readonly parameter.
    [NeedsDb] public static void ReadOnlyReference(FakeConnection db, ref readonly int a = 5) { }
}
