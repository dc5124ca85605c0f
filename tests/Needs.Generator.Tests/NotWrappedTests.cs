using Needs.Testing;

namespace Needs.Generator.Tests;

/// <summary>What can't be wrapped is left alone: the analyzers say why, and no second error comes from the output.</summary>
public class NotWrappedTests
{
    [Theory]
    [InlineData(DiagnosticIds.ContainingTypeNotPartial, "public class C { [NeedsDb] public void F(FakeConnection db) { } }")]
    [InlineData(DiagnosticIds.ContainingTypeNotPartial, "public class C { public partial class D { [NeedsDb] public void F(FakeConnection db) { } } }")]
    [InlineData(DiagnosticIds.NoConnectionParameter, "public partial class C { [NeedsDb] public void F(int a) { } }")]
    [InlineData(DiagnosticIds.AsyncVoid, "public partial class C { [NeedsDb] public async void F(FakeConnection db) => await Task.Yield(); }")]
    [InlineData(DiagnosticIds.NotAHandlerMethod, "public interface I { void F(FakeConnection db); } public partial class C : I { [NeedsDb] void I.F(FakeConnection db) { } }")]
    [InlineData(DiagnosticIds.NotAHandlerMethod, "public partial interface I { [NeedsDb] static abstract void F(FakeConnection db); }")]
    [InlineData(DiagnosticIds.NotAHandlerMethod, "public partial class C { [NeedsDb, DllImport(\"x\")] public static extern void F(FakeConnection db); }")]
    [InlineData(DiagnosticIds.TransactionWithoutConnection, "public partial class C { [NeedsDb] public void F(FakeTransaction tx, FakeConnection db) { } }")]
    [InlineData(DiagnosticIds.TransactionWithoutConnection, "public partial class C { [NeedsDb] public void F(FakeConnection db, FakeTransaction a, FakeTransaction b) { } }")]
    [InlineData(DiagnosticIds.UnsupportedReturn, "public partial class C { private int _a; [NeedsDb] public ref int F(FakeConnection db) => ref _a; }")]
    [InlineData(DiagnosticIds.UnsupportedReturn, "public partial class C { [NeedsDb] public IEnumerator<int> F(FakeConnection db) { yield return 1; } }")]
    [InlineData(DiagnosticIds.UnsupportedReturn, "public partial class C { [NeedsDb] public IAsyncEnumerator<int> F(FakeConnection db) => null!; }")]
    [InlineData(DiagnosticIds.UnsupportedReturn, "public partial class C { [NeedsDb] public ConfiguredTaskAwaitable F(FakeConnection db) => default; }")]
    [InlineData(DiagnosticIds.UnsupportedReturn, "public partial class C { [NeedsDb] public T F<T>(FakeConnection db) where T : Task => null!; }")]
    [InlineData(DiagnosticIds.UnsupportedReturn, "public partial class C { [NeedsDb] public Task F(FakeConnection db, ref int a) => null!; }")]
    [InlineData(DiagnosticIds.UnsupportedReturn, "public partial class C { [NeedsDb] public Task F(FakeConnection db, Span<int> a) => null!; }")]
    [InlineData(DiagnosticIds.UnsupportedReturn, "public partial class C { [NeedsDb] public unsafe Task F(FakeConnection db, int* a) => null!; }")]
    [InlineData(DiagnosticIds.UnsupportedReturn, "public partial class C { [NeedsDb] public Task F<T>(FakeConnection db, T a) where T : allows ref struct => null!; }")]
    [InlineData(DiagnosticIds.UnsupportedReturn, "public ref partial struct C { [NeedsDb] public Task F(FakeConnection db) => null!; }")]
    [InlineData(DiagnosticIds.WrapperExists, "public partial class C { [NeedsDb] public void F(FakeConnection db, int a) { } public void F(Database db, int b) { } }")]
    [InlineData(DiagnosticIds.UnsupportedConnectionParameter, "public partial class C { [NeedsDb] public void F(ref FakeConnection db) { } }")]
    [InlineData(DiagnosticIds.UnsupportedConnectionParameter, "public partial class C { [NeedsDb] public void F(FakeConnection? db = null) { } }")]
    [InlineData(DiagnosticIds.UnsupportedConnectionParameter, "public partial class C { [NeedsDb] public void F<T>(T db) where T : IDbConnection { } }")]
    [InlineData(DiagnosticIds.SameDatabaseTwice, "public partial class C { [NeedsDb] public void F(FakeConnection a, [NeedsDb(\"Default\")] FakeConnection b) { } }")]
    [InlineData(DiagnosticIds.ConditionalHandler, "public partial class C { [NeedsDb, System.Diagnostics.Conditional(\"DEBUG\")] public void F(FakeConnection db) { } }")]
    [InlineData(DiagnosticIds.FileLocalType, "file partial class C { [NeedsDb] public void F(FakeConnection db) { } }")]
    [InlineData(DiagnosticIds.NotAConnection, "public partial class C { public void F(FakeConnection db, [NeedsDb] int a) { } }")]
    [InlineData(DiagnosticIds.UnretryableHandler, "public partial class C { [NeedsDb(Retries = 1)] public void F(FakeConnection db) { } }")]
    [InlineData(DiagnosticIds.UnretryableHandler, "public partial class C { [NeedsDb(Retries = 1)] public IEnumerable<int> F(FakeConnection db, FakeTransaction tx) { yield return 1; } }")]
    [InlineData(DiagnosticIds.UnretryableHandler, "public partial class C { [NeedsDb(Retries = 1)] public void F(FakeConnection db, FakeTransaction tx, ref int a) { } }")]
    [InlineData(DiagnosticIds.UnusableLimit, "public partial class C { [NeedsDb(WaitMilliseconds = -1)] public void F(FakeConnection db) { } }")]
    public void Problem_WritesNothing(string id, string code)
    {
        var result = Run(code, allowErrors: id == DiagnosticIds.NotAHandlerMethod);

        Assert.Empty(result.Sources);
        var problem = Assert.Single(HandlerShape.Of(Assert.Single(Wrapper.HandlersIn(result.Input))).Problems);
        Assert.Equal(id, problem.Id);
    }

    [Theory]
    [InlineData("int F(FakeConnection db, int a)", "int F(System.Data.Common.DbConnection db, int a)")]
    [InlineData("int F(FakeConnection db, (int A, int B) a)", "int F(System.Data.Common.DbConnection db, (int C, int D) a)")]
    [InlineData("int F<T>(FakeConnection db, List<T> a)", "int F<U>(System.Data.Common.DbConnection db, List<U> a)")]
    [InlineData("int F(FakeConnection db, dynamic a)", "int F(System.Data.Common.DbConnection db, object a)")]
    [InlineData("int F(FakeConnection db, ref int a)", "int F(System.Data.Common.DbConnection db, in int a)")]
    [InlineData("int F(FakeConnection db, string? a)", "int F(FakeConnection db, FakeTransaction tx, string a)")]
    public void TwoHandlersWithOneWrapper_FirstIsWrapped(string first, string second)
    {
        var result = Run($"public partial class C {{ [NeedsDb] public {first} => 1; [NeedsDb] public {second} => 1; }}", allowErrors: false);

        Assert.Equal(["Shop.C.F.g.cs"], result.Sources.Keys);
        Assert.Equal([true, false], Wrapper.HandlersIn(result.Input).Select(handler => HandlerShape.Of(handler).IsValid));
    }

    [Theory]
    [InlineData("Missing F(FakeConnection db) => null;")]
    [InlineData("void F(FakeConnection db, List<Missing> a) { }")]
    [InlineData("void F(Missing db) { }")]
    [InlineData("void F<T>(FakeConnection db) where T : Missing { }")]
    public void ErrorOfTheCompiler_IsNotSaidTwice(string method)
    {
        var result = Run($"public partial class C {{ [NeedsDb] public {method} }}", allowErrors: true);

        Assert.Empty(result.Sources);
        Assert.Empty(HandlerShape.Of(Assert.Single(Wrapper.HandlersIn(result.Input))).Problems);
    }

    private static GeneratorResult Run(string code, bool allowErrors) => new GeneratorRunner { AllowErrors = allowErrors }.Run($"""
        using System;
        using System.Collections.Generic;
        using System.Data;
        using System.Runtime.CompilerServices;
        using System.Runtime.InteropServices;
        using System.Threading.Tasks;
        using Needs;
        using Needs.Testing;

        namespace Shop;

        {code}
        """);
}
