using System.Reflection;
using Microsoft.AspNetCore.Http;
using Needs.Testing;

namespace Needs.Generator.Tests.Endpoints;

/// <summary>What is generated for whom, and under which name.</summary>
public class EndpointOutputTests
{
    private const string Usings = """
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Routing;
        using Needs;
        using Needs.Testing;

        """;

    private static readonly GeneratorRunner Runner = new() { AspNetCore = true };

    [Fact]
    public void WithoutAspNetCore_NothingOfItIsWritten()
    {
        var result = new GeneratorRunner().Run("""
            using Needs; using Needs.Testing;
            public static partial class Orders { [NeedsDb] public static int Find(FakeConnection db) => 1; }
            """);

        Assert.Equal(["Orders.Find.g.cs"], result.Sources.Keys);
    }

    [Fact]
    public void WithoutHandlers_MapHandlersIsThereToBeCalled()
    {
        var result = Runner.Run("""
            using Microsoft.AspNetCore.Builder;
            using Microsoft.AspNetCore.Http;
            public static class Program { public static void Map(WebApplication app) => app.MapGroup("/api").MapHandlers().WithTags("all"); }
            """);

        Assert.Equal(["MapHandlers.g.cs"], result.Sources.Keys);
        Assert.DoesNotContain("[assembly:", result.Sources["MapHandlers.g.cs"]);
    }

    [Fact]
    public void Endpoints_AreNumberedAmongHandlersOfOneNameInSourceOrder()
    {
        var type = Load(Usings + """
            public static partial class Orders
            {
                [NeedsDb] public static int Find(FakeConnection db, int id) => 1;
                public static int Find(int other) => 2;
                [NeedsDb] public static int Find(FakeConnection db, string name) => 1;
                [NeedsDb] public static int Find2(FakeConnection db) => 1;
                [NeedsDb] public static int @event(FakeConnection db) => 1;
            }
            """, "Orders");

        Assert.Equal(["Find2Endpoint", "FindEndpoint", "FindEndpoint2", "eventEndpoint"], Endpoints(type).Select(method => method.Name).Order(StringComparer.Ordinal));
        Assert.All(Endpoints(type), method => method.CreateDelegate<RequestDelegate>());
    }

    [Theory]
    [InlineData("public", true)]
    [InlineData("internal", false)]
    [InlineData("private", false)]
    [InlineData("protected", false)]
    [InlineData("protected internal", false)]
    [InlineData("private protected", false)]
    public void Endpoint_IsPublicOrForTheAssemblyOfItsHandler(string accessibility, bool isPublic)
    {
        var type = Load(Usings + $$"""
            public partial class Orders { [HttpGet("/"), NeedsDb] {{accessibility}} static int Find(FakeConnection db) => 1; }
            """, "Orders");

        var endpoint = Assert.Single(Endpoints(type));
        Assert.Equal(isPublic, endpoint.IsPublic);
        Assert.Equal(!isPublic, endpoint.IsAssembly);
    }

    [Theory]
    [InlineData("[NeedsDb] public static void Find(FakeConnection db, ref int id) { }")]
    [InlineData("[NeedsDb] public static void Find(FakeConnection db, System.Span<int> ids) { }")]
    [InlineData("[NeedsDb] public static System.Span<int> Find(FakeConnection db) => default;")]
    [InlineData("[NeedsDb] public static T Find<T>(FakeConnection db, T id) => id;")]
    [InlineData("[NeedsDb] public static void Find(FakeConnection db, IFormFile file) { }")]
    [InlineData("[HttpGet, NeedsDb] public static void Find(FakeConnection db) { }")]
    [InlineData("[NeedsDb] public static void Find(FakeConnection db) { } public static Task FindEndpoint(HttpContext context) => Task.CompletedTask;")]
    [InlineData("[NeedsDb] public static void Find(FakeConnection db) { } public const int FindEndpoint = 1;")]
    [InlineData("[NeedsDb] public static void Find(FakeConnection db) { } public static void MapFindEndpoint(IEndpointRouteBuilder endpoints) { }")]
    public void HandlerThatCanNotBeAnEndpoint_KeepsItsWrapper(string handler)
    {
        var result = Runner.Run(Usings + $"public static partial class Orders {{ {handler} }}");

        Assert.Equal(["MapHandlers.g.cs", "Orders.Find.g.cs"], result.Sources.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("private int _a; private Orders() { }")]
    [InlineData("public Orders(int a) { } public Orders(string b) { }")]
    [InlineData("public required int A { get; set; }")]
    public void ObjectThatCanNotBeBuilt_HasNoEndpoint(string members)
    {
        var result = Runner.Run(Usings + $"public partial class Orders {{ {members} [NeedsDb] public int Find(FakeConnection db) => 1; }}");

        Assert.DoesNotContain("Orders.Find.Endpoint.g.cs", result.Sources.Keys);
    }

    [Fact]
    public void OverloadThatSharesTheEndpointsName_DoesNotDisturb()
    {
        var result = Runner.Run(Usings + """
            public static partial class Orders
            {
                [HttpGet("/"), NeedsDb] public static void Find(FakeConnection db) { }
                public static void FindEndpoint(int other) { }
                public static RequestDelegate Mapped => FindEndpoint;
            }
            """);

        Assert.Contains("Orders.Find.Endpoint.g.cs", result.Sources.Keys);
    }

    private static Type Load(string source, string type) => Runner.Run(source).Load().GetType(type, throwOnError: true)!;

    private static IEnumerable<MethodInfo> Endpoints(Type type) =>
        type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(method => method.GetParameters() is [{ ParameterType: var parameter }] && parameter == typeof(HttpContext));
}
