using Microsoft.CodeAnalysis;

namespace Needs.Analyzers.Flow;

/// <summary>Names something outside of a body: a parameter, a captured variable, <c>this</c> (no root), or a member of one of these.</summary>
internal sealed class InputPath(InputPath? owner, ISymbol? member)
{
    public static readonly InputPath This = new(null, null);

    public InputPath? Owner { get; } = owner;

    public ISymbol? Member { get; } = member;

    public bool IsThis => Owner is null && Member is null;

    /// <summary>Whether this is a member of <c>this</c>, or a member of that.</summary>
    public bool StartsWith(ISymbol member) =>
        Owner is { IsThis: true } ? SymbolEqualityComparer.Default.Equals(Member, member) : Owner?.StartsWith(member) == true;

    public override bool Equals(object? other) =>
        other is InputPath path && SymbolEqualityComparer.Default.Equals(path.Member, Member) && Equals(path.Owner, Owner);

    public override int GetHashCode() => (SymbolEqualityComparer.Default.GetHashCode(Member) * 31) + (Owner?.GetHashCode() ?? 0);
}
