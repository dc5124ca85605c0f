using Microsoft.CodeAnalysis;
using Needs.Analyzers.Tests.Cases;
using Needs.CodeFixes;
using Needs.Testing;
using Needs.Testing.Verification;

namespace Needs.Analyzers.Tests.Documentation;

/// <summary>Descriptors, pages, index, release tracking and code fixes tell one story, and the pages' examples do what they say.</summary>
public class DocumentationTests
{
    public static TheoryData<string> Ids => [.. Rules.Descriptors.Select(descriptor => descriptor.Id)];

    [Fact]
    public void Pages_AreThoseOfTheDescriptors() => Assert.Equal(Rules.Descriptors.Select(descriptor => descriptor.Id), RulePage.Ids);

    [Theory, MemberData(nameof(Ids))]
    public void Page_SaysWhatTheDescriptorSays(string id)
    {
        var descriptor = Rules.Descriptors.Single(d => d.Id == id);
        var page = RulePage.Read(id);

        Assert.Equal(id, page.Id);
        Assert.Equal(descriptor.Title.ToString(), page.Title);
        Assert.Equal(descriptor.DefaultSeverity.ToString(), page.Severity);
        Assert.Equal(descriptor.Category, page.Category);
        Assert.EndsWith($"/docs/rules/{id}.md", descriptor.HelpLinkUri, StringComparison.Ordinal);
        Assert.NotEmpty(descriptor.Description.ToString());
    }

    [Theory, MemberData(nameof(Ids))]
    public void Page_NamesTheCodeFix(string id)
    {
        var titles = Rules.CodeFixes.OfType<TitledCodeFix>().Where(fix => fix.FixableDiagnosticIds.Contains(id)).Select(fix => fix.Title).Order(StringComparer.Ordinal);

        Assert.Equal(string.Join(", ", titles.DefaultIfEmpty("none")), RulePage.Read(id).CodeFix);
    }

    [Fact]
    public void Index_ListsThePages()
    {
        var pages = RulePage.Ids.Select(RulePage.Read);
        var rows = pages.Select(page => $"| [{page.Id}]({page.Id}.md) | {page.Title} | {page.Severity} | {page.CodeFix} |");
        var index = File.ReadAllLines(Path.Combine(RulePage.Folder, "README.md"));

        Assert.Equal(rows, index.Where(line => line.StartsWith("| [NEEDS", StringComparison.Ordinal)));
    }

    [Fact]
    public void ReleaseTracking_ListsTheDescriptors()
    {
        var folder = RepositoryFiles.PathOf("generator/Needs.Analyzers");
        var lines = Directory.EnumerateFiles(folder, "AnalyzerReleases.*.md")
            .SelectMany(File.ReadAllLines)
            .Where(line => line.StartsWith("NEEDS", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

        Assert.Equal(Rules.Descriptors.Select(d => $"{d.Id} | {d.Category} | {(d.IsEnabledByDefault ? d.DefaultSeverity : "Disabled")} | {d.Title}"), lines);
    }

    [Theory, MemberData(nameof(Ids))]
    public async Task BadExample_IsReported(string id) => Assert.Equal([id], await ReportedIn(RulePage.Read(id).Bad, id));

    [Theory, MemberData(nameof(Ids))]
    public async Task GoodExample_IsClean(string id) => Assert.Empty(await ReportedIn(RulePage.Read(id).Good, id));

    [Theory, MemberData(nameof(Ids))]
    public void PageOfARuleThatFollowsPaths_AlsoSaysHowToSilenceItAndWhatItCannotSee(string id) =>
        Assert.Equal(FollowsPaths(id), RulePage.Read(id).SaysItsLimits);

    /// <summary>Leaks, lending, injection: unlike the rules of shape, they are opinions on what code does, and can be wrong.</summary>
    private static bool FollowsPaths(string rule) => !rule.StartsWith("NEEDS0", StringComparison.Ordinal);

    private static async Task<IEnumerable<string>> ReportedIn(string example, string rule)
    {
        if (FollowsPaths(rule))
            return await ReportedWithDrivers(example, rule);

        var project = new TestProject { Files = [("Example.cs", example)] };
        if (rule == "NEEDS018")
            project = project with { References = project.References.Remove(TestReferences.NeedsAspNetCore) };

        var compilation = project.CompileWithGenerator();
        if (rule == "NEEDS022")
            compilation = AnotherGenerator.Adds("public class WrittenByAGenerator;", compilation);

        var reported = await Reported.ByAsync(Rules.Analyzers, compilation);
        return reported
            .Where(diagnostic => rule != "NEEDS015" || diagnostic.Id != "CS1503") // The compiler's message that NEEDS015 explains.
            .Select(diagnostic => diagnostic.Id);
    }

    /// <summary>By all rules, and by that one also where it is off by default.</summary>
    private static async Task<IEnumerable<string>> ReportedWithDrivers(string example, string rule)
    {
        var project = new TestProject
        {
            Files = [("Example.cs", example)],
            References = CaseReferences.All,
            Usings = [.. TestProject.DefaultUsings, "MySqlConnector"],
        };
        var compilation = project.CompileWithGenerator();
        var options = compilation.Options.WithSpecificDiagnosticOptions([new(rule, ReportDiagnostic.Warn)]);
        return (await Reported.ByAsync(Rules.Analyzers, compilation.WithOptions(options))).Select(diagnostic => diagnostic.Id);
    }
}
