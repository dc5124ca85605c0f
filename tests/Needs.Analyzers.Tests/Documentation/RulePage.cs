using System.Text.RegularExpressions;
using Needs.Testing;

namespace Needs.Analyzers.Tests.Documentation;

/// <summary>A page of docs/rules, taken apart.</summary>
public sealed partial record RulePage(string Id, string Title, string Severity, string Category, string CodeFix, string Bad, string Good, bool SaysItsLimits)
{
    public static string Folder { get; } = RepositoryFiles.PathOf("docs/rules");

    public static IEnumerable<string> Ids =>
        Directory.EnumerateFiles(Folder, "NEEDS*.md").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    /// <exception cref="InvalidDataException">The page does not follow the template.</exception>
    public static RulePage Read(string id)
    {
        var match = Template.Match(File.ReadAllText(Path.Combine(Folder, id + ".md")));
        return match.Success
            ? new RulePage(Group("id"), Group("title"), Group("severity"), Group("category"), Group("fix"), Group("bad"), Group("good"), match.Groups["limits"].Success)
            : throw new InvalidDataException($"docs/rules/{id}.md does not follow the template of the other pages");

        string Group(string group) => match.Groups[group].Value;
    }

    [GeneratedRegex("""
        \A\#\ (?<id>NEEDS\d{3}):\ (?<title>.+)\n
        \n\|\ Severity\ \|\ Category\ \|\ Code\ fix\ \|
        \n\|\ ---\ \|\ ---\ \|\ ---\ \|
        \n\|\ (?<severity>\w+)\ \|\ (?<category>[\w.]+)\ \|\ (?<fix>.+)\ \|\n
        \n\#\#\ What\n\n(?:.+\n)+
        \n\#\#\ Why\n\n(?:.+\n)+
        \n\#\#\ Bad\n\n```csharp\n(?<bad>(?:.*\n)+?)```\n
        \n\#\#\ Good\n\n```csharp\n(?<good>(?:.*\n)+?)```\n
        \n\#\#\ How\ to\ fix\n\n(?:.+\n)+
        (?<limits>\n\#\#\ How\ to\ silence\n\n(?:.+\n)+\n\#\#\ What\ it\ can't\ see\n\n(?:.+\n)+)?\z
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Template { get; }
}
