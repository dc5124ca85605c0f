using Needs.Testing;

namespace Needs.Generator.Tests;

/// <summary>
/// Output that people read: <c>Cases/&lt;name&gt;/input.cs</c> and beside it what must be written; cases named <c>Endpoint…</c> have ASP.NET
/// Core. With NEEDS_UPDATE_SNAPSHOTS=1 the files
/// are written anew, to be looked at in the diff.
/// </summary>
public class SnapshotTests
{
    private static readonly string Folder = RepositoryFiles.PathOf("tests/Needs.Generator.Tests/Cases");
    private static readonly bool IsUpdating = Environment.GetEnvironmentVariable("NEEDS_UPDATE_SNAPSHOTS") == "1";

    public static TheoryData<string> Cases => [.. Directory.EnumerateDirectories(Folder).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Cases))]
    public void Output_IsTheOneThatWasReviewed(string name)
    {
        var folder = Path.Combine(Folder, name);
        var result = new GeneratorRunner { AspNetCore = name.StartsWith("Endpoint", StringComparison.Ordinal) }.Run(File.ReadAllText(Path.Combine(folder, "input.cs")));
        var actual = result.Sources.ToDictionary(source => source.Key, source => WithoutVersion(source.Value));
        if (IsUpdating) Update(folder, actual);

        var expected = Expected(folder).ToDictionary(file => Path.GetFileName(file), File.ReadAllText);
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
        Assert.All(expected, file => Assert.Equal(file.Value, actual[file.Key]));
    }

    private static IEnumerable<string> Expected(string folder) => Directory.EnumerateFiles(folder, "*.g.cs");

    private static void Update(string folder, Dictionary<string, string> sources)
    {
        foreach (var file in Expected(folder)) File.Delete(file);
        foreach (var (file, text) in sources) File.WriteAllText(Path.Combine(folder, file), text);
    }

    private static string WithoutVersion(string text) =>
        text.Replace($"\"{typeof(NeedsGenerator).Assembly.GetName().Version!.ToString(3)}\"", "\"0.0.0\"", StringComparison.Ordinal);
}
