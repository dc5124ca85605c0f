using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Needs.Analyzers.Flow;

/// <summary>A block in one context: after a finally block, execution goes on as its continuation says.</summary>
internal sealed class Node(BasicBlock block, Continuation? continuation, int number, WorldSet worlds)
{
    public BasicBlock Block { get; } = block;

    public Continuation? Continuation { get; } = continuation;

    public int Number { get; } = number;

    public WorldSet Worlds { get; } = worlds;
}
