using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Needs.Analyzers.Injection.Taint;

/// <summary>What becomes SQL text: where, and of what.</summary>
/// <param name="Name">What the message calls it.</param>
/// <param name="Location">The place that gives the text to the database.</param>
internal sealed record Sink(string Name, Location Location);

/// <summary>What a method does to the values that it is given.</summary>
internal sealed record TaintSummary(
    ImmutableArray<(string Path, Origin Origin)> Result,
    ImmutableArray<(Origin Origin, Sink Sink)> Sinks,
    ImmutableArray<(int Parameter, Origin Origin)> Outputs,
    ImmutableArray<Origin> CheckedWhenTrue,
    ImmutableArray<Origin> CheckedWhenFalse,
    ImmutableArray<Origin> CheckedAfter)
{
    public static TaintSummary Nothing { get; } = new([], [], [], [], [], []);
}
