using System.Text.RegularExpressions;
using Needs.Analyzers.Tests.Leaks.Configuration;

namespace Needs.Analyzers.Tests.Documentation;

/// <summary>The examples of docs/rules/configuration.md: an .editorconfig, and code with a comment where something is reported.</summary>
public partial class ConfigurationPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(RulePage.Folder, "configuration.md"));

    private static readonly string[] Titles = [.. Examples.Matches(Page).Select(example => example.Groups["title"].Value)];

    public static TheoryData<string> Sections => [.. Titles];

    [Fact]
    public void EverySection_HasAnExample() =>
        Assert.Equal(Page.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal)).Select(line => line[3..]), Titles);

    [Theory, MemberData(nameof(Sections))]
    public async Task Example_IsReportedWhereItSaysSo(string section)
    {
        var (settings, code) = Example(section);

        Assert.Equal(Commented(code), await ReportedAsync(settings, code));
    }

    [Theory, MemberData(nameof(Sections))]
    public async Task Example_DependsOnItsSettings(string section)
    {
        var (_, code) = Example(section);

        var without = await ReportedAsync("[*.cs]\n", code);

        if (section == "Attributes")
            Assert.Equal(Commented(code), without);
        else
            Assert.NotEqual(Commented(code), without);
    }

    private static (string Settings, string Code) Example(string section)
    {
        var example = Examples.Matches(Page).Single(example => example.Groups["title"].Value == section);
        return (example.Groups["settings"].Value, example.Groups["code"].Value);
    }

    private static async Task<IEnumerable<string>> ReportedAsync(string settings, string code) =>
        (await new ConfiguredProject(code) { EditorConfigText = settings }.ReportsAsync())
            .Select(report => $"{report.Location.GetLineSpan().StartLinePosition.Line}: {report.Id}");

    private static IEnumerable<string> Commented(string code) =>
        from line in code.Split('\n').Index()
        let comment = Comment.Match(line.Item)
        where comment.Success
        select $"{line.Index}: {comment.Groups["id"].Value}";

    [GeneratedRegex("""^## (?<title>.+)\n(?:(?!## )(?!```).*\n)+```ini\n(?<settings>(?:.*\n)+?)```\n\n```csharp\n(?<code>(?:.*\n)+?)```\n""", RegexOptions.Multiline)]
    private static partial Regex Examples { get; }

    [GeneratedRegex(@"// (?<id>NEEDS\d{3})$")]
    private static partial Regex Comment { get; }
}
