using Microsoft.CodeAnalysis.CSharp;
using Needs.Analyzers.Tests.Documentation;
using Needs.Testing.Verification;

namespace Needs.Analyzers.Tests.Fuzzing;

/// <summary>While somebody types, code is broken most of the time. Neither generator nor analyzers may throw then.</summary>
public class HalfTypedCodeTests
{
    private const int Variants = 4;

    [Fact]
    public void Corpus_IsNotEmpty() => Assert.InRange(SourceCorpus.Sources.Length, 40, int.MaxValue);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task MissingTokens_ThrowNothing(int seed)
    {
        var random = new Random(seed);
        foreach (var source in SourceCorpus.Sources)
        {
            for (var i = 0; i < Variants; i++)
                await AssertNothingThrowsAsync(DropTokens(source, 1 + random.Next(4), random));
            await AssertNothingThrowsAsync(source[..random.Next(source.Length)]);
        }
    }

    private static async Task AssertNothingThrowsAsync(string source)
    {
        try
        {
            var compilation = new TestProject { Files = [("Test0.cs", source)] }.CompileWithGenerator();
            var reported = await Reported.ByAsync(Rules.Analyzers, compilation);
            Assert.DoesNotContain(reported, diagnostic => diagnostic.Id == "AD0001");
        }
        catch (Exception thrown)
        {
            throw new InvalidOperationException($"thrown for\n{source}", thrown);
        }
    }

    private static string DropTokens(string source, int count, Random random)
    {
        var spans = CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens().Select(token => token.Span).Where(span => !span.IsEmpty).ToArray();
        var dropped = Enumerable.Range(0, count).Select(_ => spans[random.Next(spans.Length)]).Distinct().OrderByDescending(span => span.Start);
        return dropped.Aggregate(source, (text, span) => text.Remove(span.Start, span.Length));
    }
}
