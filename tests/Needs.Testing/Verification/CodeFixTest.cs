using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Formatting;
using Xunit;

namespace Needs.Testing.Verification;

/// <summary>
/// An analyzer test whose diagnostics are then fixed: one by one, and all at once in the document, the project and the solution.
/// Each way must give the expected text, which compiles, has no other diagnostics than those marked in it,
/// and is formatted if the source was.
/// </summary>
public sealed class CodeFixTest : AnalyzerTest
{
    public required CodeFixProvider CodeFix { get; init; }

    /// <summary>The text of Test0.cs after the fix, with markup for what stays. Equal to the source: no fix is offered.</summary>
    public string FixedCode
    {
        init => FixedSources = [("Test0.cs", value)];
    }

    public ImmutableArray<(string Name, string Text)> FixedSources { get; init; }

    /// <summary>What the lightbulb says, if the test wants to know.</summary>
    public string? CodeActionTitle { get; init; }

    /// <summary>Which of several offered actions is taken.</summary>
    public int CodeActionIndex { get; init; }

    public override async Task RunAsync()
    {
        var before = Parse(Sources);
        var after = Parse(FixedSources);
        await VerifyDiagnosticsAsync(before).ConfigureAwait(false);

        var project = Project(before).InWorkspace();
        var fixedOneByOne = await FixOneByOneAsync(project).ConfigureAwait(false);
        await AssertTextsAsync("one by one", after, fixedOneByOne).ConfigureAwait(false);

        if (fixedOneByOne != project)
        {
            var inDocuments = await FixAllAsync(project, FixAllScope.Document).ConfigureAwait(false);
            await AssertTextsAsync("all in the document", after, inDocuments).ConfigureAwait(false);
            var inProject = await FixAllAsync(project, FixAllScope.Project).ConfigureAwait(false);
            await AssertTextsAsync("all in the project", after, inProject).ConfigureAwait(false);
            var inSolution = await FixAllAsync(project, FixAllScope.Solution).ConfigureAwait(false);
            await AssertTextsAsync("all in the solution", after, inSolution).ConfigureAwait(false);
            await AssertFormattedAsync(project, fixedOneByOne).ConfigureAwait(false);
        }

        await new AnalyzerTest
        {
            Analyzers = Analyzers,
            DefaultId = DefaultId,
            References = References,
            LanguageVersion = LanguageVersion,
            Usings = Usings,
            OutputKind = OutputKind,
            EnabledIds = EnabledIds,
            Sources = FixedSources,
        }.RunAsync().ConfigureAwait(false);
    }

    private async Task<Project> FixOneByOneAsync(Project project)
    {
        for (var budget = 50; budget > 0; budget--)
        {
            var action = await FirstActionAsync(project).ConfigureAwait(false);
            if (action is null)
                return project;

            if (CodeActionTitle is not null)
                Assert.Equal(CodeActionTitle, action.Title);
            project = await CodeActions.ApplyAsync(project, action).ConfigureAwait(false);
        }

        throw new InvalidOperationException("the fix does not come to an end");
    }

    private async Task<Project> FixAllAsync(Project project, FixAllScope scope)
    {
        var provider = CodeFix.GetFixAllProvider() ?? throw new InvalidOperationException("every fix has a fix-all");
        foreach (var documentId in project.DocumentIds)
        {
            var document = project.GetDocument(documentId)!;
            if (await FirstActionAsync(document).ConfigureAwait(false) is not { } action)
                continue;

            var context = new FixAllContext(
                document,
                CodeFix,
                scope,
                action.EquivalenceKey,
                CodeFix.FixableDiagnosticIds,
                new CurrentDiagnostics(this),
                CancellationToken.None);
            var fixAll = await provider.GetFixAsync(context).ConfigureAwait(false);
            Assert.NotNull(fixAll);
            project = await CodeActions.ApplyAsync(project, fixAll).ConfigureAwait(false);
        }

        return project;
    }

    private async Task<CodeAction?> FirstActionAsync(Project project)
    {
        foreach (var document in project.Documents)
        {
            if (await FirstActionAsync(document).ConfigureAwait(false) is { } action)
                return action;
        }

        return null;
    }

    private async Task<CodeAction?> FirstActionAsync(Document document)
    {
        foreach (var diagnostic in await FixableAsync(document.Project, document).ConfigureAwait(false))
        {
            var actions = await CodeActions.OfferedByAsync(CodeFix, document, diagnostic).ConfigureAwait(false);
            if (actions.Count > CodeActionIndex)
                return actions[CodeActionIndex];
        }

        return null;
    }

    private async Task<ImmutableArray<Diagnostic>> FixableAsync(Project project, Document? document = null)
    {
        var compilation = await project.GetCompilationAsync().ConfigureAwait(false);
        var tree = document is null ? null : await document.GetSyntaxTreeAsync().ConfigureAwait(false);
        var reported = await Reported.ByAsync(Analyzers, compilation!).ConfigureAwait(false);
        return [.. reported.Where(d => CodeFix.FixableDiagnosticIds.Contains(d.Id) && (tree is null || d.Location.SourceTree == tree))];
    }

    private static async Task AssertTextsAsync(string way, ImmutableArray<(string Name, Markup Markup)> expected, Project actual)
    {
        foreach (var (name, markup) in expected)
        {
            var text = await actual.Documents.Single(d => d.Name == name).GetTextAsync().ConfigureAwait(false);
            if (text.ToString() != markup.Source)
                Assert.Fail($"fixed {way}, {name} is not as expected\n---- expected\n{markup.Source}\n---- actual\n{text}");
        }
    }

    private static async Task AssertFormattedAsync(Project before, Project after)
    {
        foreach (var document in after.Documents)
        {
            if (await IsFormattedAsync(before.GetDocument(document.Id)!).ConfigureAwait(false)
                && !await IsFormattedAsync(document).ConfigureAwait(false))
            {
                Assert.Fail($"the fix leaves {document.Name} unformatted");
            }
        }
    }

    private static async Task<bool> IsFormattedAsync(Document document)
    {
        var formatted = await Formatter.FormatAsync(document).ConfigureAwait(false);
        var changes = await formatted.GetTextChangesAsync(document).ConfigureAwait(false);
        return !changes.Any();
    }

    private sealed class CurrentDiagnostics(CodeFixTest test) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellation) =>
            await test.FixableAsync(document.Project, document).ConfigureAwait(false);

        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellation) =>
            await test.FixableAsync(project).ConfigureAwait(false);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellation) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
