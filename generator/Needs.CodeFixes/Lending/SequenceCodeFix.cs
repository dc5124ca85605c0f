using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Lending;

/// <summary>Lets operations that were started together run one after the other.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class SequenceCodeFix : LendingCodeFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticIds.ConcurrentUse];

    public override string Title => "Run one after the other";

    private protected override IEnumerable<SyntaxNode> Candidates(FixSite site)
    {
        var calls = site.Others.Append(site.Node).Select(Calls.At).OfType<InvocationExpressionSyntax>().Distinct().ToList();
        return StartedTasks.Candidates(calls, site)
            .Concat(calls.SelectMany(call => SelectedTasks.Candidates(call, site)))
            .Concat(calls.SelectMany(call => CollectedTasks.Candidates(call, site)))
            .Concat(ParallelLoops.Candidates(site.Node, site))
            .Concat(ParallelLoops.Invocations(site.Node, site))
            .Concat(ParallelQueries.Candidates(site.Node, site));
    }
}
