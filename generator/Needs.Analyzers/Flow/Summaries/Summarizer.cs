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

    private readonly ConcurrentDictionary<Key, Findings> _cut = new();
    private readonly ConcurrentDictionary<Key, Findings> _whole = new();

    /// <summary>What a method does for its callers; null if it is too deep to be looked into.</summary>
    /// <param name="body">The callee.</param>
    /// <param name="thisType">The type that virtual calls on <c>this</c> go to; null for the type that declares the body.</param>
    /// <param name="depth">How many calls deep to look, this one included.</param>
    public Summary? Of(Body body, INamedTypeSymbol? thisType, int depth) => depth > 0 ? Analyze(body, thisType, depth).Summary : null;

    public Findings Analyze(Body body, INamedTypeSymbol? thisType, int depth)
    {
        var key = new Key(body.Graph.OriginalOperation.Syntax, thisType ?? body.Type, 0);
        if (_whole.TryGetValue(key, out var whole) && whole.Summary.Height <= depth)
            return whole;
        if (_cut.TryGetValue(key with { Depth = depth }, out var findings))
            return findings;

        findings = new Interpreter(analysis, body, thisType, depth).Run();
        return findings.Summary.IsCut ? _cut.GetOrAdd(key with { Depth = depth }, findings) : _whole.GetOrAdd(key, findings);
    }

    private readonly record struct Key(SyntaxNode Body, INamedTypeSymbol? Type, int Depth)
    {
        public bool Equals(Key other) => Body == other.Body && Depth == other.Depth && SymbolEqualityComparer.Default.Equals(Type, other.Type);

        public override int GetHashCode() => (Body.GetHashCode() * 31) + Depth;
    }
}
