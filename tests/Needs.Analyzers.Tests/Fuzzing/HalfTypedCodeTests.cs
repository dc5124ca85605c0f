using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Needs.Analyzers.Tests.Documentation;
using Needs.Analyzers.Tests.Shape;
using Needs.Testing.Verification;

namespace Needs.Analyzers.Tests.Fuzzing;

/// <summary>While somebody types, code is broken most of the time. Neither generator nor analyzers may throw then.</summary>
public class HalfTypedCodeTests
{
    private const int Variants = 4;

    // Parts of one type in several broken files are one more thing that can go wrong.
    private const int FilesTogether = 8;

    [Fact]
    public void Corpus_IsNotEmpty() => Assert.InRange(SourceCorpus.Sources.Length, 40, int.MaxValue);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task MissingTokens_ThrowNothing(int seed)
    {
        var random = new Random(seed);
        var broken = SourceCorpus.Sources.SelectMany(source => Break(source, random)).ToArray();
        random.Shuffle(broken);

        foreach (var files in broken.Chunk(FilesTogether))
            await AssertNothingThrowsAsync(files);
    }

    [Fact]
    public async Task MissingTokens_LetFixesThrowNothing()
    {
        var random = new Random(1);
        var broken = SourceCorpus.Sources.Select(source => DropTokens(source, 1 + random.Next(2), random));
        foreach (var files in broken.Chunk(FilesTogether))
            await ApplyEachFixAsync(Project(files).InWorkspace());
    }

    private static async Task ApplyEachFixAsync(Project project)
    {
        var compilation = await project.GetCompilationAsync();
        foreach (var diagnostic in await Reported.ByAsync(Rules.Analyzers, compilation!))
        {
            foreach (var fix in Rules.CodeFixes.Where(fix => fix.FixableDiagnosticIds.Contains(diagnostic.Id)))
            {
                foreach (var action in await CodeActions.OfferedByAsync(fix, project.GetDocument(diagnostic.Location.SourceTree)!, diagnostic))
                    await CodeActions.ApplyAsync(project, action);
            }
        }
    }

    [Theory]
    [InlineData("partial class Orders { [NeedsDb] int Copy([NeedsDb(\"a\")] DbConnection db, [NeedsDb(\"b\")] DbConnection db) => 1; }")]
    [InlineData("partial class Orders { [NeedsDb] int Find<T, T>(DbConnection db, T a) => 1; }")]
    [InlineData("partial class Orders { [NeedsDb] int Find(DbConnection db) => 1; [NeedsDb] int Find(DbConnection db) => 1; }")]
    [InlineData("partial class Orders { [NeedsDb] int Find(DbConnection db) => 1; } partial class Orders { [NeedsDb] int Find(DbConnection db) => 1; }")]
    [InlineData("partial class Orders<T> { [NeedsDb] int Find(DbConnection db) => 1; } partial class Orders<U> { [NeedsDb] int Find(DbConnection db) => 1; }")]
    [InlineData("partial class Orders { [NeedsDb, NeedsDb(\"a\")] int Find([NeedsDb, NeedsDb] DbConnection db) => 1; }")]
    [InlineData("partial class Orders : Orders { [NeedsDb] override int Find(DbConnection db) => 1; }")]
    [InlineData("partial class Orders { [NeedsDb] void Find<T>(T db) where T : U where U : T { } }")]
    [InlineData("partial class Orders { [NeedsDb] void Find<T, U>(T db) where T : U where U : T { } }")]
    [InlineData("[NeedsDb] void Find(DbConnection db) { }")]
    [InlineData("namespace N; [NeedsDb] void Find(DbConnection db) { }")]
    [InlineData("[NeedsDb]")]
    [InlineData("partial class Orders { [NeedsDb] }")]
    [InlineData("partial class Orders { [NeedsDb(Isolation = )] int Find(DbConnection db, ) => 1; }")]
    [InlineData("partial class Orders { [NeedsDb(null!)] int Find(DbConnection db = ) => ; }")]
    [InlineData("partial enum Orders { [NeedsDb] A }")]
    [InlineData("class Routes { void Map(WebApplication app) { app.MapGet(\"/x\", Orders.); app.Map(, ); app.Map(Endpoint); app.MapGet(\"/x\", .Endpoint); } }")]
    public Task WrongCode_ThrowsNothing(string source) => AssertNothingThrowsAsync(source);

    private static async Task AssertNothingThrowsAsync(params string[] sources)
    {
        try
        {
            var compilation = Project(sources).CompileWithGenerator();
            var reported = await Reported.ByAsync(Rules.Analyzers, compilation);
            Assert.DoesNotContain(reported, diagnostic => diagnostic.Id == "AD0001");
        }
        catch (Exception thrown)
        {
            throw new InvalidOperationException($"thrown for\n{string.Join("\n----\n", sources)}", thrown);
        }
    }

    private static TestProject Project(string[] sources) =>
        new() { Files = [.. sources.Select((source, number) => ($"Test{number}.cs", source))], Usings = ShapeVerifier.Usings };

    private static IEnumerable<string> Break(string source, Random random) =>
        Enumerable.Range(0, Variants).Select(_ => DropTokens(source, 1 + random.Next(4), random)).Append(source[..random.Next(source.Length)]);

    private static string DropTokens(string source, int count, Random random)
    {
        var spans = CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens().Select(token => token.Span).Where(span => !span.IsEmpty).ToArray();
        var dropped = Enumerable.Range(0, count).Select(_ => spans[random.Next(spans.Length)]).Distinct().OrderByDescending(span => span.Start);
        return dropped.Aggregate(source, (text, span) => text.Remove(span.Start, span.Length));
    }
}
