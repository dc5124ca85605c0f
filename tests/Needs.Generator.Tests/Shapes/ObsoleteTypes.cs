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

#pragma warning disable NOTE1, NOTE2, NOTE3, CS0612, CS0618
[Experimental("NOTE1")] public class New { public class Part; }
[Obsolete(DiagnosticId = "NOTE2")] public class Old;
[Obsolete] public class Older;

public interface IOf<T>;

public partial class Uses
{
    [NeedsDb] public static Task<List<New.Part[]>> InSignature(FakeConnection db, Old a, Older b) => null!;
    [NeedsDb] public static void InConstraint<T>(FakeConnection db) where T : IOf<New> { }
}

[Experimental("NOTE3")] public partial class NewType { [NeedsDb] public static Task Find(FakeConnection db) => Task.CompletedTask; }
[Obsolete("x", true)] public partial class OldType { [NeedsDb] public static Task Find(FakeConnection db) => Task.CompletedTask; }
