using System.Collections.Immutable;
using Needs.Testing;

namespace Needs.Analyzers.Tests.Leaks.Robustness;

/// <summary>Every C# file of the repository's tests: most have no database in them, and the cases of the leak rules hardly anything else.</summary>
internal static class TestSources
{
    private static readonly string Tests = RepositoryFiles.PathOf("tests");

    public static ImmutableArray<string> Cases { get; } = [.. LeakCaseFile.All.Select(file => file.Markup.Source)];

    public static ImmutableArray<string> Others { get; } =
    [
        .. Directory.EnumerateFiles(Tests, "*.cs", SearchOption.AllDirectories)
            .Where(path => !IsBuilt(path) && !path.Contains(Path.Combine("Leaks", "Cases"), StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllText),
    ];

    private static bool IsBuilt(string path) =>
        Path.GetRelativePath(Tests, path).Split(Path.DirectorySeparatorChar) is var folders && (folders.Contains("obj") || folders.Contains("bin"));
}
