using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace Needs.Analyzers.Flow;

/// <summary>
/// The summaries of a compilation, made when first asked for. A summary looks into callees down to a depth; a callee at depth 0 is unknown.
/// What a summary says depends on nothing but body and depth, so the order in which methods are analysed changes nothing.
/// </summary>
internal sealed class Summarizer(Analysis analysis)
{
    /// <summary>How many calls deep a method is looked into.</summary>
    public const int Depth = 4;

    /// <summary>The same, where uses are followed: lambdas count as calls.</summary>
    private const int UsesDepth = 5;

    private readonly ConcurrentDictionary<Key, Summary> _cut = new();
    private readonly ConcurrentDictionary<Key, Summary> _whole = new();

    /// <summary>What a method does for its callers; null if it is too deep to be looked into.</summary>
    /// <param name="body">The callee.</param>
    /// <param name="thisType">The type that virtual calls on <c>this</c> go to; null for the type that declares the body.</param>
    /// <param name="depth">How many calls deep to look, this one included.</param>
    /// <param name="interest">Which inputs the caller asks for.</param>
    public Summary? Of(Body body, INamedTypeSymbol? thisType, int depth, Interest interest)
    {
        if (depth <= 0)
            return null;

        var key = new Key(body.Graph.OriginalOperation.Syntax, thisType ?? body.Type, interest, 0);
        if (_whole.TryGetValue(key, out var whole) && whole.Height <= depth)
            return whole;
        if (_cut.TryGetValue(key with { Depth = depth }, out var summary))
            return summary;

        summary = new Interpreter(analysis, body, thisType, depth, interest).Run().Summary;
        return summary.IsCut ? _cut.GetOrAdd(key with { Depth = depth }, summary) : _whole.GetOrAdd(key, summary);
    }

    /// <summary>What becomes of the resources that a method acquires itself.</summary>
    public Findings Analyze(Body body) => new Interpreter(analysis, body, thisType: null, Depth, Interest.None).Run();

    /// <summary>What a method does wrong with connections, its own or not.</summary>
    public Findings AnalyzeUses(Body body) => new Interpreter(analysis, body, thisType: null, UsesDepth, Interest.Uses).Run();

    private readonly record struct Key(SyntaxNode Body, INamedTypeSymbol? Type, Interest Interest, int Depth)
    {
        public bool Equals(Key other) =>
            Body == other.Body && Depth == other.Depth && Interest.Equals(other.Interest) && SymbolEqualityComparer.Default.Equals(Type, other.Type);

        public override int GetHashCode() => (Body.GetHashCode() * 31) + Depth + Interest.GetHashCode();
    }
}
