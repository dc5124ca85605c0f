using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Needs.Analyzers.Injection.Taint;

/// <summary>What the runs over one body and the functions in it share.</summary>
internal sealed class TaintContext(InjectionAnalysis analysis, INamedTypeSymbol? type, bool summarises, int depth)
{
    // Far more than the longest methods take: a body that needs more is given up.
    private int _budget = 20_000;

    public InjectionAnalysis Analysis { get; } = analysis;

    public Origins Origins { get; } = new();

    /// <summary>Whether the type has properties that are filled from a request.</summary>
    public bool ReadsProperties { get; } = Entrances.HasBoundProperties(type);

    /// <summary>How many calls deep values are followed from here.</summary>
    public int Depth { get; } = depth;

    /// <summary>The functions that variables hold.</summary>
    public Dictionary<ISymbol, IFlowAnonymousFunctionOperation> Functions { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The functions whose calls are being looked into.</summary>
    public HashSet<ISymbol> Running { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The local functions that were looked into.</summary>
    public HashSet<ISymbol> Seen { get; } = new(SymbolEqualityComparer.Default);

    public List<InjectionReport> Reports { get; } = [];

    public HashSet<(Origin Origin, Sink Sink)> Sinks { get; } = [];

    public bool Spend()
    {
        Analysis.Cancellation.ThrowIfCancellationRequested();
        return _budget-- > 0;
    }

    /// <summary>Notes that values from these origins become SQL text.</summary>
    public void Reach(ulong origins, Location place, Sink sink)
    {
        foreach (var origin in Origins.In(origins))
        {
            if (summarises)
            {
                if (origin.IsSymbolic)
                    Sinks.Add((origin, sink));
                continue;
            }

            if (!Reports.Any(report => report.Location == place))
                Reports.Add(new InjectionReport(place, origin, sink));
            return;
        }
    }
}
