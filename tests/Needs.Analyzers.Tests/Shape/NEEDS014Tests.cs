using Verify = Needs.Analyzers.Tests.Shape.ShapeVerifier;

namespace Needs.Analyzers.Tests.Shape;

public class NEEDS014Tests
{
    [Theory]
    [InlineData("abstract partial class Orders", "")]
    [InlineData("partial class Orders", "private Orders() { }")]
    [InlineData("partial class Orders", "public Orders() { } public Orders(TimeProvider time) { }")]
    [InlineData("partial class Orders", "public Orders(ref int size) { }")]
    [InlineData("partial class Orders", "public required int Size { get; set; }")]
    [InlineData("ref partial struct Orders", "")]
    public Task ObjectThatNobodyCanBuild_IsReported(string type, string constructor) =>
        Verify.VerifyAnalyzerAsync($$"""
            {{type}}
            {
                {{constructor}}

                [HttpGet("/orders"), NeedsDb]
                public int {|NEEDS014:Count|}(DbConnection db) => 1;
            }
            """);

    [Theory]
    [InlineData("partial class Orders", "")]
    [InlineData("partial class Orders(TimeProvider time)", "public object Time => time;")]
    [InlineData("partial record Orders(TimeProvider Time)", "")]
    [InlineData("partial struct Orders", "")]
    [InlineData("abstract partial class Orders", "public static void Use() { } [HttpGet(\"/static\"), NeedsDb] public static int Sum(DbConnection db) => 1;", "[NeedsDb]")]
    public Task ObjectFromServices_IsClean(string type, string constructor, string attributes = "[HttpGet(\"/orders\"), NeedsDb]") =>
        Verify.VerifyAnalyzerAsync($$"""
            {{type}}
            {
                {{constructor}}

                {{attributes}}
                public int Count(DbConnection db) => 1;
            }
            """);
}
