using System.Collections.Immutable;
using Needs.Analyzers.Tests.Cases;
using Needs.Testing;

namespace Needs.Analyzers.Tests.Robustness;

/// <summary>Every C# file of the repository's tests: most have no database in them, and the cases hardly anything else.</summary>
internal static class TestSources
{
    private static readonly string Tests = RepositoryFiles.PathOf("tests");

    public static ImmutableArray<string> Cases { get; } = [.. CaseFamily.All.SelectMany(family => family.Files).Select(file => file.Markup.Source)];

    public static ImmutableArray<string> Others { get; } =
    [
        .. Directory.EnumerateFiles(Tests, "*.cs", SearchOption.AllDirectories)
            .Where(path => !IsBuilt(path) && !IsCase(path))
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllText),
    ];

    private static bool IsBuilt(string path) => Folders(path).Any(folder => folder is "obj" or "bin");

    private static bool IsCase(string path) => CaseFamily.All.Any(family => path.Contains(family.Folder, StringComparison.Ordinal));

    private static string[] Folders(string path) => Path.GetRelativePath(Tests, path).Split(Path.DirectorySeparatorChar);
}
