using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Needs.Testing.Verification;

namespace Needs.Analyzers.Tests.Shape;

public class NEEDS022Tests
{
    [Theory]
    [InlineData("int Count(DbConnection db, Made made) => 1;")]
    [InlineData("Made Count(DbConnection db) => null!;")]
    [InlineData("Task<List<Made>> Count(DbConnection db) => null!;")]
    public async Task TypeOfAnotherGeneratorInTheSignature_IsReported(string handler)
    {
        var diagnostic = Assert.Single(await ReportedWhenMadeExists(handler));

        Assert.Equal("NEEDS022", diagnostic.Id);
        Assert.Equal("Count", diagnostic.Location.SourceTree!.ToString().Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
    }

    [Theory]
    [InlineData("int Count(DbConnection db) => typeof(Made).Name.Length;")]
    [InlineData("int Count<T>(DbConnection db, dynamic any, (int A, T? B) pair, in int number) => 1;")]
    public async Task TypeOfAnotherGeneratorInTheBodyOrNowhere_IsClean(string handler) =>
        Assert.Empty(await ReportedWhenMadeExists(handler));

    [Fact]
    public async Task OneOfTwoOverloadsWithoutAWrapper_IsReported()
    {
        var diagnostic = Assert.Single(await ReportedWhenMadeExists(
            "int Count(DbConnection db, int id) => 1; [NeedsDb] public static int Count(DbConnection db, Made made) => 1;"));

        Assert.Equal("NEEDS022", diagnostic.Id);
    }

    private static Task<ImmutableArray<Diagnostic>> ReportedWhenMadeExists(string handler)
    {
        var project = new TestProject
        {
            Usings = ShapeVerifier.Usings,
            Files = [("Orders.cs", $"public static partial class Orders {{ [NeedsDb] public static {handler} }}")],
        };
        return Reported.ByAsync(ShapeVerifier.Analyzers, AnotherGenerator.Adds("public class Made;", project.CompileWithGenerator()));
    }
}
