using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Needs.Analyzers.Flow;
using Needs.Analyzers.Injection.Checks;
using Needs.Analyzers.Injection.Requests;
using Needs.Analyzers.Injection.Sql;
using Needs.Analyzers.Injection.Taint;

namespace Needs.Analyzers.Injection;

/// <summary>What all analyses of one compilation share.</summary>
internal sealed class InjectionAnalysis
{
    /// <summary>How many calls deep a value is followed.</summary>
    public const int DeepestCall = 4;

    private readonly ConcurrentDictionary<(IMethodSymbol Method, int Depth), TaintSummary> _summaries = new(SummaryKeys.Instance);
    private readonly Implementations _implementations;

    public InjectionAnalysis(Compilation compilation, AnalyzerConfigOptionsProvider options, CancellationToken cancellation)
    {
        Types = new DatabaseTypes(compilation, TrackedNames.Read(compilation, options));
        Bodies = new Bodies(compilation, cancellation);
        Sinks = new SqlSinks(Types);
        Parameters = new RequestParameters(Types, Texts, new MappedMethods(compilation, cancellation));
        Reach = new SinkReach(compilation, cancellation);
        Regexes = new RegexChecks(compilation, cancellation);
        _implementations = new Implementations(compilation);
        Cancellation = cancellation;
    }

    public DatabaseTypes Types { get; }

    public TextTypes Texts { get; } = new();

    public Bodies Bodies { get; }

    public SqlSinks Sinks { get; }

    public RequestParameters Parameters { get; }

    public SinkReach Reach { get; }

    public RequestTypes RequestTypes { get; } = new();

    public RegexChecks Regexes { get; }

    public CancellationToken Cancellation { get; }

    /// <summary>Whether there is a body to look into.</summary>
    public bool IsVisible(IMethodSymbol method) => Bodies.HasBody(method) || _implementations.Of(method).Length > 0;

    /// <summary>Whether a method that is given nothing may give something of a request.</summary>
    public bool MayRead(IMethodSymbol method) =>
        Texts.MayCarry(DatabaseTypes.Unwrapped(method.ReturnType))
        && ((Reach.Gives(method) && RequestTypes.AreAtHand(method)) || (!method.IsStatic && Entrances.HasBoundProperties(method.ContainingType)));

    /// <summary>Whether what a method is given may become SQL text in it, or come back, or be checked by it.</summary>
    public bool MatterTo(IMethodSymbol method) =>
        Texts.MayCarry(DatabaseTypes.Unwrapped(method.ReturnType)) || method.ReturnsVoid || method.ReturnType.SpecialType == SpecialType.System_Boolean
        || method.IsAbstract || (Reach.At(method) & SinkReach.Look.Sink) != 0
        || method.Parameters.Any(parameter => parameter.RefKind is RefKind.Out or RefKind.Ref);

    /// <summary>What a method of this compilation does, or each of those that implement it.</summary>
    public IEnumerable<TaintSummary> SummariesOf(IMethodSymbol method, int depth)
    {
        if (depth <= 0)
            return [];
        return Bodies.HasBody(method)
            ? [SummaryOf(method.OriginalDefinition, depth)]
            : _implementations.Of(method).Select(implementation => SummaryOf(implementation, depth));
    }

    private TaintSummary SummaryOf(IMethodSymbol method, int depth)
    {
        // Not GetOrAdd with a factory: a summary asks for others.
        if (_summaries.TryGetValue((method, depth), out var known))
            return known;
        var found = Bodies.Of(method) is { } body ? Summarizing.Of(body, this, depth) : TaintSummary.Nothing;
        return _summaries.GetOrAdd((method, depth), found);
    }

    private sealed class SummaryKeys : IEqualityComparer<(IMethodSymbol Method, int Depth)>
    {
        public static readonly SummaryKeys Instance = new();

        public bool Equals((IMethodSymbol Method, int Depth) x, (IMethodSymbol Method, int Depth) y) =>
            x.Depth == y.Depth && SymbolEqualityComparer.Default.Equals(x.Method, y.Method);

        public int GetHashCode((IMethodSymbol Method, int Depth) key) => SymbolEqualityComparer.Default.GetHashCode(key.Method) + key.Depth;
    }
}
