using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Needs.Analyzers.Flow;

/// <summary>
/// What users add to the tables: .editorconfig options, and attributes that are known by their name alone,
/// as those of JetBrains.Annotations are copied into many projects.
/// </summary>
internal sealed class TrackedNames
{
    private readonly ImmutableHashSet<string> _acquire;
    private readonly ImmutableHashSet<string> _release;

    private TrackedNames(ImmutableArray<string> types, ImmutableHashSet<string> acquire, ImmutableHashSet<string> release)
    {
        TrackedTypes = types;
        _acquire = acquire;
        _release = release;
    }

    public ImmutableArray<string> TrackedTypes { get; }

    /// <summary>Options may differ by file; the analysis crosses files, so it takes all of them together.</summary>
    public static TrackedNames Read(Compilation compilation, AnalyzerConfigOptionsProvider options)
    {
        var types = new SortedSet<string>(StringComparer.Ordinal);
        var acquire = new SortedSet<string>(StringComparer.Ordinal);
        var release = new SortedSet<string>(StringComparer.Ordinal);
        Add(options.GlobalOptions);
        foreach (var tree in compilation.SyntaxTrees)
            Add(options.GetOptions(tree));
        return new TrackedNames([.. types], [.. acquire], [.. release]);

        void Add(AnalyzerConfigOptions source)
        {
            AddNames(source, "needs.tracked_types", types);
            AddNames(source, "needs.acquire_methods", acquire);
            AddNames(source, "needs.release_methods", release);
        }
    }

    public bool Acquires(IMethodSymbol method) => IsListed(_acquire, method) || IsMarked(method, "MustDisposeResource");

    public bool Acquires(IPropertySymbol property) => IsMarked(property, "MustDisposeResource");

    public bool Releases(IMethodSymbol method) => IsListed(_release, method) || IsMarked(method, "HandlesResourceDisposal");

    public bool Releases(IParameterSymbol parameter) => IsMarked(parameter, "HandlesResourceDisposal");

    public bool Releases(ISymbol member) => IsMarked(member, "HandlesResourceDisposal");

    public bool MustDispose(ITypeSymbol type) => IsMarked(type, "MustDisposeResource");

    private static void AddNames(AnalyzerConfigOptions options, string key, SortedSet<string> names)
    {
        if (!options.TryGetValue(key, out var value))
            return;

        foreach (var name in value.Split([',', ';'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (name.Trim() is { Length: > 0 } trimmed)
                names.Add(trimmed);
        }
    }

    private static bool IsListed(ImmutableHashSet<string> names, IMethodSymbol method) =>
        !names.IsEmpty && method.ContainingType is { } type
        && names.Contains($"{type.OriginalDefinition.ToDisplayString(NameFormat)}.{method.Name}");

    private static bool IsMarked(ISymbol symbol, string attribute)
    {
        foreach (var data in symbol.GetAttributes())
        {
            if (data.AttributeClass?.Name is { } name
                && name.StartsWith(attribute, StringComparison.Ordinal)
                && (name.Length == attribute.Length || name.Length == attribute.Length + 9 && name.EndsWith("Attribute", StringComparison.Ordinal))
                && !data.ConstructorArguments.Any(argument => argument.Value is false))
            {
                return true;
            }
        }

        return false;
    }

    private static SymbolDisplayFormat NameFormat { get; } = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);
}
