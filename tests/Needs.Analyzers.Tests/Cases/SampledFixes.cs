using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Needs.CodeFixes.Checked;
using Needs.Testing.Verification;

namespace Needs.Analyzers.Tests.Cases;

/// <summary>Applies what is offered for some of the cases of a family: other code than the fixes' own tests, the same promises.</summary>
internal sealed class SampledFixes(CaseFamily family, ImmutableArray<CheckedCodeFix> fixes)
{
    private const int Seed = 4;
    private const int ReportsInAFile = 3;

    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(20);

    /// <summary>What is offered compiles, is clean and is formatted.</summary>
    public async Task AssertGoodAsync()
    {
        var random = new Random(Seed);
        var names = family.Names.ToArray();
        random.Shuffle(names);

        var watch = Stopwatch.StartNew();
        var offered = 0;
        foreach (var name in names.TakeWhile(_ => watch.Elapsed < Budget))
            offered += await CheckAsync(CaseFile.Read(name), random);

        Assert.NotEqual(0, offered);
    }

    /// <summary>No fix throws for code that is still being typed.</summary>
    public async Task AssertRobustAsync()
    {
        var random = new Random(Seed);
        var names = family.Names.ToArray();
        random.Shuffle(names);

        var watch = Stopwatch.StartNew();
        var asked = 0;
        foreach (var name in names.TakeWhile(_ => watch.Elapsed < Budget / 4))
        {
            var document = Document(WithoutATokenInEachMethod(CaseFile.Read(name).Markup.Source, random));
            var reports = (await ReportedAsync(document)).Where(report => fixes.Any(fix => fix.FixableDiagnosticIds.Contains(report.Id)));
            foreach (var report in reports.Take(ReportsInAFile))
            {
                asked++;
                foreach (var fix in fixes.Where(fix => fix.FixableDiagnosticIds.Contains(report.Id)))
                    await CodeActions.OfferedByAsync(fix, document, report);
            }
        }

        Assert.NotEqual(0, asked);
    }

    private static string WithoutATokenInEachMethod(string source, Random random)
    {
        var root = CSharpSyntaxTree.ParseText(source).GetRoot();
        var bodies = root.DescendantNodes().OfType<BlockSyntax>().Where(block => block.Parent is MethodDeclarationSyntax);
        var dropped = bodies.Select(body => body.DescendantTokens().ToArray()).Select(tokens => tokens[random.Next(1, tokens.Length)]);
        return dropped.OrderByDescending(token => token.SpanStart)
            .Aggregate(source, (text, token) => text.Remove(token.SpanStart, token.Span.Length));
    }

    private static Document Document(string source)
    {
        var project = new TestProject { Files = [("Test0.cs", source)], References = CaseReferences.All, Usings = [] }.InWorkspace();
        return project.Documents.Single(document => document.Name == "Test0.cs");
    }

    private async Task<int> CheckAsync(CaseFile file, Random random)
    {
        var document = Document(file.Markup.Source);
        var before = await ReportedAsync(document);
        var wasFormatted = await IsFormattedAsync(document);
        var sample = before.ToArray();
        random.Shuffle(sample);

        var offered = 0;
        foreach (var report in sample.Take(ReportsInAFile))
        {
            foreach (var fix in fixes.Where(fix => fix.FixableDiagnosticIds.Contains(report.Id)))
            {
                foreach (var action in await CodeActions.OfferedByAsync(fix, document, report))
                {
                    offered++;
                    var changed = (await CodeActions.ApplyAsync(document.Project, action)).GetDocument(document.Id)!;
                    AssertClean(before, await ReportedAsync(changed), report, $"{fix.Title}: {file.Name} {report}");
                    Assert.True(!wasFormatted || await IsFormattedAsync(changed), $"unformatted by '{fix.Title}': {file.Name} {report}");
                }
            }
        }

        return offered;
    }

    private static void AssertClean(ImmutableArray<Diagnostic> before, ImmutableArray<Diagnostic> after, Diagnostic report, string what)
    {
        Assert.True(Count(after, report.Id) < Count(before, report.Id), $"still there after {what}");
        foreach (var id in after.Select(one => one.Id).Distinct())
            Assert.True(Count(after, id) <= Count(before, id), $"new {id} after {what}");
    }

    private static int Count(ImmutableArray<Diagnostic> reports, string id) => reports.Count(report => report.Id == id);

    // With the compiler's errors.
    private async Task<ImmutableArray<Diagnostic>> ReportedAsync(Document document)
    {
        var compilation = await document.Project.GetCompilationAsync();
        return await Reported.ByAsync(family.Analyzers, compilation!);
    }

    private static async Task<bool> IsFormattedAsync(Document document)
    {
        var formatted = await Formatter.FormatAsync(document);
        return !(await formatted.GetTextChangesAsync(document)).Any();
    }
}
