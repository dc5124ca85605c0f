using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Needs.Generator;

/// <summary>
/// Names of output files. They must differ even where case makes no difference, or the compiler drops all output. So those that would
/// not are found first; they are rare, and get a hash of what tells them apart.
/// </summary>
internal static class HintNames
{
    public const string Ending = ".g.cs";

    /// <summary>File systems take 255 bytes; the ending, a part and letters of several bytes need room.</summary>
    private const int LongestName = 120;

    /// <summary>Such as <c>Shop.Repository`1+Inner.Find.2</c>: metadata names, and a number from the second handler of a name on.</summary>
    public static string Of(IMethodSymbol method, int ordinal)
    {
        var name = method.Name;
        for (var type = method.ContainingType; type is not null; type = type.ContainingType)
            name = type.MetadataName + (ReferenceEquals(type, method.ContainingType) ? "." : "+") + name;
        for (var space = method.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
            name = $"{space.Name}.{name}";
        if (name.Length > LongestName) name = $"{name.Substring(0, LongestName)}-{StableHash.Of(name):x8}";
        return ordinal == 1 ? name : $"{name}.{ordinal}";
    }

    /// <summary>The hint names, in lower case, that belong to more than one handler.</summary>
    public static EquatableArray<string> Ambiguous(ImmutableArray<HandlerSpec> handlers, CancellationToken cancellationToken) => handlers
        .GroupBy(handler => handler.HintName, StringComparer.OrdinalIgnoreCase)
        .Where(group => group.Skip(1).Any())
        .Select(group => group.Key.ToLowerInvariant())
        .OrderBy(name => name, StringComparer.Ordinal)
        .ToEquatableArray();

    /// <summary>The file of one handler; <paramref name="part"/> tells apart several files of it.</summary>
    public static string FileName(HandlerSpec handler, EquatableArray<string> ambiguous, string part = "")
    {
        var name = handler.HintName;
        if (!ambiguous.IsEmpty && ambiguous.Contains(name.ToLowerInvariant()))
            name += $"-{StableHash.Of(name + handler.DocumentationId):x8}";
        return name + part + Ending;
    }
}
