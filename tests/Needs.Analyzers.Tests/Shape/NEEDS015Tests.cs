using Needs.CodeFixes;
using Needs.Testing;
using Needs.Testing.Verification;
using Verify = Needs.Analyzers.Tests.Shape.ShapeVerifier;

namespace Needs.Analyzers.Tests.Shape;

public class NEEDS015Tests
{
    private const string Handlers = """

        static partial class Orders
        {
            [NeedsDb]
            public static async Task<int> Find(DbConnection db, int id, CancellationToken ct) => await Task.FromResult(id);

            [NeedsDb]
            public static int Count(DbConnection db, int id) => id;

            [NeedsDb]
            public static int Count(DbConnection db, string name) => 1;

            public static int Plain(int id) => id;
        }
        """;

    [Theory]
    [InlineData("app.MapGet(\"/x\", {|CS1503:{|NEEDS015:Orders.Find|}|});")]
    [InlineData("app.MapPost(\"/x\", {|CS1503:{|NEEDS015:Orders.Find|}|});")]
    [InlineData("app.MapPut(\"/x\", {|CS1503:{|NEEDS015:Orders.Find|}|});")]
    [InlineData("app.MapDelete(\"/x\", {|CS1503:{|NEEDS015:Orders.Find|}|});")]
    [InlineData("app.MapPatch(\"/x\", {|CS1503:{|NEEDS015:Orders.Find|}|});")]
    [InlineData("app.Map(\"/x\", {|CS1503:{|NEEDS015:Orders.Find|}|});")]
    [InlineData("app.MapMethods(\"/x\", [\"GET\"], {|CS1503:{|NEEDS015:Orders.Find|}|});")]
    [InlineData("app.MapFallback({|CS1503:{|NEEDS015:Orders.Find|}|});")]
    [InlineData("app.MapFallback(\"/x\", {|CS1503:{|NEEDS015:Orders.Find|}|});")]
    [InlineData("app.MapGet(\"/x\", handler: {|CS1503:{|NEEDS015:Orders.Find|}|});")]
    [InlineData("app.MapGroup(\"/api\").MapGet(\"/x\", {|CS1503:{|NEEDS015:Orders.Find|}|}).WithName(\"find\");")]
    [InlineData("app?.MapGet(\"/x\", {|CS1503:{|NEEDS015:Orders.Find|}|});")]
    [InlineData("EndpointRouteBuilderExtensions.MapGet(app, \"/x\", {|CS1503:{|NEEDS015:Orders.Find|}|});")]
    [InlineData("app.MapGet(\"/x\", {|CS0030:(Delegate){|NEEDS015:Orders.Find|}|});")]
    [InlineData("app.MapGet(\"/x\", {|CS0030:(System.Delegate)({|NEEDS015:Orders.Find|})|});")]
    [InlineData("app.MapGet(\"/x\", {|CS0123:new RequestDelegate({|NEEDS015:Orders.Find|})|});")]
    [InlineData("app.MapGet(\"/x\", {|CS1503:{|NEEDS015:global::Orders.Find|}|});")]
    [InlineData("app.MapSecured(\"/x\", {|CS1503:{|NEEDS015:Orders.Find|}|});")]
    public Task HandlerMappedByItsName_IsReported(string statement) =>
        Verify.VerifyAnalyzerAsync($$"""
            static class Routes
            {
                static void Map(WebApplication app)
                {
                    {{statement}}
                }

                static void MapSecured(this WebApplication app, string pattern, Delegate handler) => app.MapGet(pattern, handler).RequireAuthorization();
            }
            {{Handlers}}
            """);

    [Theory]
    [InlineData("app.MapGet(\"/x\", Orders.FindEndpoint);")]
    [InlineData("app.MapGet(\"/x\", Orders.CountEndpoint2);")]
    [InlineData("app.MapGet(\"/x\", (int id) => id);")]
    [InlineData("app.MapGet(\"/x\", async (DbConnection db, int id, CancellationToken ct) => await Orders.Find(db, id, ct));")]
    [InlineData("app.MapGet(\"/x\", (Database db, int id, CancellationToken ct) => Orders.Find(db, id, ct));")]
    [InlineData("app.MapGet(\"/x\", (Func<Database, int, CancellationToken, Task<int>>)Orders.Find);")]
    [InlineData("app.MapGet(\"/x\", Orders.Plain);")]
    [InlineData("app.MapHandlers();")]
    [InlineData("Func<Database, int, int> count = Orders.Count; app.MapGet(\"/x\", count);")]
    [InlineData("Mapper.Map(Orders.Find);")]
    [InlineData("app.MapGet(\"/x\", {|CS0117:Orders.Missing|});", "Missing")]
    public Task OtherDelegates_AreClean(string statement, string? missing = null) =>
        Verify.VerifyAnalyzerAsync($$"""
            static class Routes
            {
                static void Map(WebApplication app)
                {
                    {{(missing is null ? statement : statement.Replace("{|CS0117:Orders.Missing|}", "Orders.{|CS0117:Missing|}", StringComparison.Ordinal))}}
                }
            }

            static class Mapper
            {
                public static void Map(Func<DbConnection, int, CancellationToken, Task<int>> convert) { }
            }
            {{Handlers}}
            """);

    [Fact]
    public Task Message_NamesTheDelegateAsItIsWritten() =>
        Verify.VerifyAnalyzerAsync(
            $$"""
            static class Routes
            {
                static void Map(WebApplication app) => app.MapGet("/x", {|CS1503:{|#0:Orders.Find|}|});
            }
            {{Handlers}}
            """,
            Verify.Diagnostic("NEEDS015").WithLocation(0)
                .WithMessage("'Orders.Find' needs what ASP.NET Core can't supply: pass 'Orders.FindEndpoint', which is generated for it"));

    [Fact]
    public Task HandlerOfAForm_IsReportedThoughTheCompilerWouldTakeIt() =>
        Verify.VerifyAnalyzerAsync("""
            static class Routes
            {
                static void Map(WebApplication app) => app.MapPost("/x", {|NEEDS015:Guests.SignUp|});
            }

            static partial class Guests
            {
                [NeedsForm]
                public static int SignUp(FormData form) => 1;
            }
            """);

    [Fact]
    public Task SeveralHandlersOfTheName_AreAllOffered() =>
        Verify.VerifyAnalyzerAsync(
            $$"""
            static class Routes
            {
                static void Map(WebApplication app) => app.MapGet("/x", {|CS1503:{|#0:Orders.Count|}|});
            }
            {{Handlers}}
            """,
            Verify.Diagnostic("NEEDS015").WithLocation(0)
                .WithMessage("'Orders.Count' needs what ASP.NET Core can't supply: pass 'Orders.CountEndpoint' or 'Orders.CountEndpoint2', which is generated for it"));

    [Fact]
    public Task InvalidHandler_IsReportedHereToo() =>
        Verify.VerifyAnalyzerAsync("""
            static class Routes
            {
                static void Map(WebApplication app) => app.MapGet("/x", {|NEEDS015:Orders.Find|});
            }

            static class {|NEEDS001:Orders|}
            {
                [NeedsDb]
                public static int Find(DbConnection db, int id) => id;
            }
            """);

    [Fact]
    public Task AttributeOnTheParameter_MakesAHandlerToo() =>
        Verify.VerifyAnalyzerAsync("""
            static partial class Orders
            {
                static void Map(WebApplication app) => app.MapGet("/x", {|CS1503:{|NEEDS015:Find|}|});

                public static int Find([NeedsDb("reporting")] DbConnection db, int id) => id;
            }
            """);

    [Fact]
    public Task HandlerThatCantBeAnEndpoint_IsExplainedWhereItIsMapped() =>
        Verify.VerifyAnalyzerAsync("""
            static class Routes
            {
                static void Map(WebApplication app, Orders orders)
                {
                    app.MapGet("/a", {|CS1503:{|NEEDS012:Orders.Count|}|});
                    app.MapGet("/b", {|CS1503:{|NEEDS013:Orders.Sum<int>|}|});
                    app.MapGet("/c", {|CS1503:{|NEEDS014:orders.Find|}|});
                    app.MapGet("/d", {|NEEDS012:Orders.{|CS0117:CountEndpoint|}|});
                }
            }

            abstract partial class Orders
            {
                [NeedsDb]
                public static int Count(DbConnection db, ref int page) => page;

                [NeedsDb]
                public static int Sum<T>(DbConnection db) => 1;

                [NeedsDb]
                public int Find(DbConnection db) => 1;
            }
            """);

    [Fact]
    public Task EndpointNameThatIsTaken_IsExplainedWhereItIsMapped() =>
        Verify.VerifyAnalyzerAsync("""
            static partial class Orders
            {
                static void Map(WebApplication app) => app.MapGet("/x", {|CS1503:{|NEEDS007:Find|}|});

                [NeedsDb]
                public static int Find(DbConnection db, int id) => id;

                public static int FindEndpoint => 1;
            }
            """);

    [Fact]
    public Task WithoutNeedsAspNetCore_ThePackageIsMissing() =>
        new AnalyzerTest
        {
            Analyzers = Verify.Analyzers,
            References = TestProject.Web.Remove(TestReferences.NeedsAspNetCore),
            Usings = Verify.Usings,
            TestCode = """
                static partial class Orders
                {
                    static void Map(WebApplication app) => app.MapGet("/x", {|CS1503:{|NEEDS018:Find|}|});

                    [NeedsDb]
                    public static int Find(DbConnection db, int id) => id;
                }
                """,
        }.RunAsync();

    [Fact]
    public Task HandlerOfAReferencedLibrary_IsReported() =>
        new AnalyzerTest
        {
            Analyzers = Verify.Analyzers,
            References = [.. TestProject.Web, Library("namespace Lib; public static partial class Orders { [NeedsDb] public static int Find(DbConnection db, int id) => id; }")],
            Usings = Verify.Usings,
            TestCode = """
                static class Routes
                {
                    static void Map(WebApplication app)
                    {
                        app.MapGet("/x", {|CS1503:{|NEEDS015:Lib.Orders.Find|}|});
                        app.MapGet("/x", Lib.Orders.FindEndpoint);
                    }
                }
                """,
        }.RunAsync();

    [Fact]
    public Task Fix_PassesTheEndpoint() =>
        Verify.VerifyCodeFixAsync<MapEndpointCodeFix>(
            """
            using static Shop.Orders;

            static class Routes
            {
                static void Map(WebApplication app, Shop.Stock stock)
                {
                    app.MapGet("/a", {|CS1503:{|NEEDS015:Shop.Orders.Find|}|});
                    app.MapPost(
                        "/b",
                        // the body
                        handler: {|CS1503:{|NEEDS015:Find|}|} /* end */).WithName("b");
                    app.MapGet("/c", {|CS0030:(Delegate){|NEEDS015:Find|}|});
                    app.MapGet("/d", {|CS1503:{|NEEDS015:stock.Count|}|});
                    app.MapGet("/e", {|CS1503:{|NEEDS015:new Shop.Stock().Count|}|});
                }
            }

            namespace Shop
            {
                public static partial class Orders
                {
                    [NeedsDb]
                    public static int Find(DbConnection db, int id) => id;
                }

                public partial class Stock
                {
                    [NeedsDb]
                    public int Count(DbConnection db) => 1;

                    void Map(WebApplication app) => app.MapGet("/f", {|CS1503:{|NEEDS015:this.Count|}|});
                }
            }
            """,
            """
            using Shop;
            using static Shop.Orders;

            static class Routes
            {
                static void Map(WebApplication app, Shop.Stock stock)
                {
                    app.MapGet("/a", Shop.Orders.FindEndpoint);
                    app.MapPost(
                        "/b",
                        // the body
                        handler: FindEndpoint /* end */).WithName("b");
                    app.MapGet("/c", FindEndpoint);
                    app.MapGet("/d", Stock.CountEndpoint);
                    app.MapGet("/e", Stock.CountEndpoint);
                }
            }

            namespace Shop
            {
                public static partial class Orders
                {
                    [NeedsDb]
                    public static int Find(DbConnection db, int id) => id;
                }

                public partial class Stock
                {
                    [NeedsDb]
                    public int Count(DbConnection db) => 1;

                    void Map(WebApplication app) => app.MapGet("/f", Stock.CountEndpoint);
                }
            }
            """);

    [Fact]
    public Task Fix_LeavesTheChoiceBetweenSeveral()
    {
        var source = $$"""
            static class Routes
            {
                static void Map(WebApplication app) => app.MapGet("/x", {|CS1503:{|NEEDS015:Orders.Count|}|});
            }
            {{Handlers}}
            """;
        return Verify.VerifyCodeFixAsync<MapEndpointCodeFix>(source, source);
    }

    private static Microsoft.CodeAnalysis.MetadataReference Library(string source)
    {
        var library = new TestProject { Files = [("Library.cs", source)] }.CompileWithGenerator();
        using var image = new MemoryStream();
        Assert.True(library.WithAssemblyName("Library").Emit(image).Success);
        return Microsoft.CodeAnalysis.MetadataReference.CreateFromImage(image.ToArray());
    }
}
