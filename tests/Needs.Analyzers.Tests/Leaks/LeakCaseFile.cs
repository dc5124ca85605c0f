using System.Collections.Immutable;
using Needs.Testing;
using Needs.Testing.Verification;

namespace Needs.Analyzers.Tests.Leaks;

/// <summary>
/// A C# file of <c>Leaks/Cases</c>: whole methods, each labelled bad or good, with the reports that they expect marked in them.
/// </summary>
internal sealed record LeakCaseFile(string Name, string Text)
{
    private static readonly string Folder = RepositoryFiles.PathOf("tests/Needs.Analyzers.Tests/Leaks/Cases");

    public Markup Markup { get; } = Markup.Parse(Text);

    public IEnumerable<LeakCase> Cases => LeakCase.In(Markup);

    /// <summary>Paths below the cases' folder, with slashes.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        .. Directory.EnumerateFiles(Folder, "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Folder, path).Replace(Path.DirectorySeparatorChar, '/'))
            .Order(StringComparer.Ordinal),
    ];

    public static IEnumerable<LeakCaseFile> All => Names.Select(Read);

    public static LeakCaseFile Read(string name) => new(name, File.ReadAllText(Path.Combine(Folder, name)));
}
