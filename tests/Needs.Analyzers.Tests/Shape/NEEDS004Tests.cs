using Microsoft.CodeAnalysis.CSharp;
using Needs.CodeFixes;
using Needs.Testing.Verification;
using Verify = Needs.Analyzers.Tests.Shape.ShapeVerifier;

namespace Needs.Analyzers.Tests.Shape;

/// <summary>Every place that the attribute may stand on and that the generator can't wrap, or does not even see.</summary>
public class NEEDS004Tests
{
    [Theory]
    [InlineData("int Size { [{|NEEDS004:NeedsDb|}] get => 1; }")]
    [InlineData("int Size { get => 1; [{|NEEDS004:NeedsDb|}] set { } }")]
    [InlineData("int Size { get => 1; [param: {|NEEDS004:NeedsDb|}] set { } }")]
    [InlineData("int Size { [{|NEEDS004:NeedsDb|}] get; [{|NEEDS004:NeedsDb|}] init; }")]
    [InlineData("int this[[{|NEEDS004:NeedsDb|}] DbConnection db] { get => 1; set { } }")]
    [InlineData("int this[[{|NEEDS004:NeedsDb|}] DbConnection db] { set { } }")]
    [InlineData("int this[int i] { get => 1; [{|NEEDS004:NeedsDb|}] set { } }")]
    [InlineData("event Action Changed { [{|NEEDS004:NeedsDb|}] add { } remove { } }")]
    [InlineData("event Action Changed { add { } [param: {|NEEDS004:NeedsDb|}] remove { } }")]
    [InlineData("[method: {|NEEDS004:NeedsDb|}] event Action? Changed;")]
    [InlineData("[{|NEEDS004:NeedsDb|}] public static Orders operator +(Orders a, Orders b) => a;")]
    [InlineData("public static Orders operator +(Orders a, [{|NEEDS004:NeedsDb|}] Orders b) => a;")]
    [InlineData("[{|NEEDS004:NeedsDb|}] public static implicit operator DbConnection?(Orders a) => null;")]
    [InlineData("[{|NEEDS004:NeedsDb|}] ~Orders() { }")]
    [InlineData("Orders([{|NEEDS004:NeedsDb|}] DbConnection db) { }")]
    [InlineData("delegate void Callback([{|NEEDS004:NeedsDb|}] DbConnection db);")]
    [InlineData("record Held([{|NEEDS004:NeedsDb|}] DbConnection Db);")]
    [InlineData("class Held([{|NEEDS004:NeedsDb|}] DbConnection db) { public object Db => db; }")]
    [InlineData("[{|NEEDS004:NeedsDb|}] static extern void Find(DbConnection db);")]
    [InlineData("[{|NEEDS004:NeedsDb|}] partial void Find(DbConnection db);")]
    [InlineData("[{|NEEDS004:NeedsDb|}] void Find(DbConnection db, __arglist) { }")]
    [InlineData("[{|NEEDS004:NeedsDb|}] void ILook.Look(DbConnection db) { }")]
    public Task MemberThatIsNoOrdinaryMethod_IsReported(string member) =>
        Verify.VerifyAnalyzerAsync($$"""
            interface ILook
            {
                void Look(DbConnection db)
                {
                }
            }

            partial class Orders : ILook
            {
                {{member}}
            }
            """);

    [Theory]
    [InlineData("[{|NEEDS004:NeedsDb|}] void Local(DbConnection db) { } Local(null!);")]
    [InlineData("void Local([{|NEEDS004:NeedsDb|}] DbConnection db) { } Local(null!);")]
    [InlineData("[{|NEEDS004:NeedsDb|}] static async Task<T> Local<T>(DbConnection db) => await Task.FromResult<T>(default!); Local<int>(null!);")]
    [InlineData("Action<DbConnection> look = [{|NEEDS004:NeedsDb|}] (DbConnection db) => { };")]
    [InlineData("Action<DbConnection> look = ([{|NEEDS004:NeedsDb|}] db) => { };")]
    [InlineData("Action<DbConnection> look = static async ([{|NEEDS004:NeedsDb|}] DbConnection db) => await Task.Yield();")]
    [InlineData("var look = [System.Obsolete, {|NEEDS004:NeedsDb|}] (DbConnection db) => 1;")]
    public Task LocalFunctionsAndLambdas_AreReported(string statement) =>
        Verify.VerifyAnalyzerAsync($$"""
            partial class Orders
            {
                void Find()
                {
                    {{statement}}
                }

                Action Field = () => { {{statement}} };
            }
            """);

    [Fact]
    public Task LocalFunctionInTopLevelStatements_IsReported() =>
        Verify.VerifyAnalyzerAsync("""
            {|CS8805:Look(null!);|}

            [{|NEEDS004:NeedsDb|}]
            static void Look(DbConnection db)
            {
            }
            """);

    [Fact]
    public Task OverrideOfAHandler_IsReported() =>
        Verify.VerifyAnalyzerAsync("""
            abstract partial class Store
            {
                [NeedsDb]
                public abstract int Count(DbConnection db);
            }

            partial class Orders : Store
            {
                [{|NEEDS004:NeedsDb|}]
                public override int Count(DbConnection db) => 1;
            }
            """);

    [Fact]
    public Task OverrideOfAnUnmarkedMethod_IsClean() =>
        Verify.VerifyAnalyzerAsync("""
            abstract class Store
            {
                public abstract int Count(DbConnection db);
            }

            partial class Orders : Store
            {
                [NeedsDb]
                public override int Count(DbConnection db) => 1;
            }
            """);

    [Theory]
    [InlineData("extension(string name) { [{|NEEDS004:NeedsDb|}] public int Find(DbConnection db) => 1; }")]
    [InlineData("extension(string name) { [{|NEEDS004:NeedsDb|}] public static int Find(DbConnection db) => 1; }")]
    [InlineData("extension([{|NEEDS004:NeedsDb|}] DbConnection db) { public int Find() => 1; }")]
    public Task ExtensionBlock_IsReported(string block) =>
        new AnalyzerTest
        {
            Analyzers = Verify.Analyzers,
            LanguageVersion = LanguageVersion.Preview,
            TestCode = $$"""static partial class Orders { {{block}} }""",
        }.RunAsync();

    [Theory]
    [InlineData("static abstract int Count(DbConnection db);")]
    [InlineData("static virtual int Count(DbConnection db) => 1;")]
    public Task StaticVirtualInterfaceMember_IsReported(string member) =>
        Verify.VerifyAnalyzerAsync($$"""
            partial interface IOrders
            {
                [{|NEEDS004:NeedsDb|}]
                {{member}}
            }
            """);

    [Theory]
    [InlineData("[NeedsDb] int Count(DbConnection db);")]
    [InlineData("[NeedsDb] int Count(DbConnection db) => 1;")]
    [InlineData("[NeedsDb] static int Count(DbConnection db) => 1;")]
    public Task OrdinaryInterfaceMember_IsClean(string member) => Verify.VerifyAnalyzerAsync($$"""partial interface IOrders { {{member}} }""");

    [Theory]
    [InlineData("int Size { [{|#0:NeedsDb|}] get => 1; }", "'Size.get' is a property accessor and can't be a handler: put the attribute on an ordinary method with a body")]
    [InlineData("[{|#0:NeedsDb|}] ~Orders() { }", "'~Orders' is a finalizer and can't be a handler: put the attribute on an ordinary method with a body")]
    [InlineData("object Look = [{|#0:NeedsDb|}] () => 1;", "'lambda expression' is a lambda and can't be a handler: put the attribute on an ordinary method with a body")]
    [InlineData("[{|#0:NeedsDb|}] public static Orders operator +(Orders a, Orders b) => a;", "'operator +' is an operator and can't be a handler: put the attribute on an ordinary method with a body")]
    public Task Message_NamesThePlaceAsItIsWritten(string member, string message) =>
        Verify.VerifyAnalyzerAsync($$"""partial class Orders { {{member}} }""", Verify.Diagnostic("NEEDS004").WithLocation(0).WithMessage(message));

    [Theory]
    [InlineData("[{|CS0592:NeedsDb|}] Orders() { }")]
    [InlineData("[{|CS0592:NeedsDb|}] int Size { get; }")]
    [InlineData("[{|CS0592:NeedsDb|}] delegate void Callback(DbConnection db);")]
    [InlineData("[return: {|CS0592:NeedsDb|}] int Find(DbConnection db) => 1;")]
    public Task PlaceThatTheCompilerRefuses_IsNotReportedAgain(string member) =>
        Verify.VerifyAnalyzerAsync($$"""partial class Orders { {{member}} }""");

    [Fact]
    public Task OtherAttributes_AreClean() =>
        Verify.VerifyAnalyzerAsync("""
            namespace Elsewhere
            {
                class NeedsDbAttribute : Attribute;

                class Orders
                {
                    int Size { [NeedsDb] get => 1; }

                    void Find()
                    {
                        [NeedsDb, Obsolete] void Local([NeedsDb] DbConnection db) { }
                        Local(null!);
                    }
                }
            }
            """);

    [Fact]
    public Task Fix_RemovesTheAttributeAndItsLine() =>
        Verify.VerifyCodeFixAsync<RemoveNeedsDbCodeFix>(
            """
            partial class Orders
            {
                /// <summary>Cleans up.</summary>
                [{|NEEDS004:NeedsDb|}] // why?
                ~Orders()
                {
                }

                int Size
                {
                    [Obsolete, {|NEEDS004:NeedsDb|}]
                    get => 1;
                    [{|NEEDS004:NeedsDb|}, Obsolete] set { }
                }

                void Find()
                {
                    [Obsolete]
                    [{|NEEDS004:NeedsDb|}]
                    void Local(DbConnection db)
                    {
                    }

                    Local(null!);
                    Action<DbConnection> look = [{|NEEDS004:NeedsDb|}] (DbConnection db) => { };
                    look = ([{|NEEDS004:NeedsDb|}] DbConnection db) => { };
                }
            }
            """,
            """
            partial class Orders
            {
                /// <summary>Cleans up.</summary>
                ~Orders()
                {
                }

                int Size
                {
                    [Obsolete]
                    get => 1;
                    [Obsolete] set { }
                }

                void Find()
                {
                    [Obsolete]
                    void Local(DbConnection db)
                    {
                    }

                    Local(null!);
                    Action<DbConnection> look = (DbConnection db) => { };
                    look = (DbConnection db) => { };
                }
            }
            """);
}
