using Microsoft.CodeAnalysis;

namespace Needs.Analyzers.Flow;

/// <summary>What became of the resource of one site, over all paths: what a report is made of.</summary>
internal sealed class History
{
    /// <summary>The expression that makes it.</summary>
    public required SyntaxNode Site { get; init; }

    public required TrackedKind Kind { get; init; }

    /// <summary>Where the variable that first holds it is named.</summary>
    public Location? Variable { get; set; }

    public string? Name { get; set; }

    public Location? OpenedAt { get; set; }

    /// <summary>A path without an exception releases it or hands it on.</summary>
    public bool ReleasedOnNormalPath { get; set; }

    /// <summary>The first normal exit at which it is still open.</summary>
    public Location? LostAtExit { get; set; }

    /// <summary>A collection held it when it was lost.</summary>
    public bool LostInCollection { get; set; }

    /// <summary>Where its only reference is overwritten or dropped.</summary>
    public Location? OverwrittenAt { get; set; }

    /// <summary>The first operation whose exception skips the release.</summary>
    public Location? LostByThrowAt { get; set; }

    /// <summary>The members of <c>this</c> that keep it.</summary>
    public List<ISymbol> KeptBy { get; } = [];

    /// <summary>For a reader or transaction: the member of <c>this</c> that keeps its connection.</summary>
    public ISymbol? KeptUnder { get; set; }
}
