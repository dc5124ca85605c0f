using Microsoft.CodeAnalysis;

namespace Needs.Analyzers.Injection.Taint;

/// <summary>A variable, or a member of one.</summary>
/// <param name="root">A symbol, the number of a captured value, or <see cref="This"/>.</param>
/// <param name="path">Such as <c>.Name</c>; empty for the variable itself.</param>
internal readonly struct Place(object root, string path) : IEquatable<Place>
{
    public static readonly object This = new();

    public object Root { get; } = root;

    public string Path { get; } = path;

    public Place Member(string path) => new(Root, Path + path);

    public bool IsWithin(Place other) =>
        Path.Length > other.Path.Length && Path.StartsWith(other.Path, StringComparison.Ordinal) && Path[other.Path.Length] is '.' or '[' && SameRoot(other);

    public bool Equals(Place other) => Path == other.Path && SameRoot(other);

    public override bool Equals(object? obj) => obj is Place other && Equals(other);

    public override int GetHashCode() =>
        (Root is ISymbol symbol ? SymbolEqualityComparer.Default.GetHashCode(symbol) : Root.GetHashCode()) ^ (Path.Length == 0 ? 0 : StringComparer.Ordinal.GetHashCode(Path));

    private bool SameRoot(Place other) =>
        Root is ISymbol symbol ? other.Root is ISymbol another && SymbolEqualityComparer.Default.Equals(symbol, another) : Root.Equals(other.Root);
}
