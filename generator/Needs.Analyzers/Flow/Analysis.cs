using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Needs.Analyzers.Flow;

/// <summary>What all analyses of one compilation share.</summary>
internal sealed class Analysis
{
    public Analysis(Compilation compilation, AnalyzerConfigOptionsProvider options, CancellationToken cancellation)
    {
        Names = TrackedNames.Read(compilation, options);
        Types = new DatabaseTypes(compilation, Names);
        Calls = new CallTable(Types, Names);
        Bodies = new Bodies(compilation, cancellation);
        Summaries = new Summarizer(this);
        Owners = new Owners(this);
        Cancellation = cancellation;
    }

    public TrackedNames Names { get; }

    public DatabaseTypes Types { get; }

    public CallTable Calls { get; }

    public Bodies Bodies { get; }

    public Summarizer Summaries { get; }

    public Owners Owners { get; }

    /// <summary>Which methods can give a resource: asked of every call in a compilation.</summary>
    public ConcurrentDictionary<IMethodSymbol, bool> Givers { get; } = new(SymbolEqualityComparer.Default);

    public CancellationToken Cancellation { get; }
}
