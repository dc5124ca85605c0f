using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Lending;

/// <summary>Awaits an operation that is started and left alone, where it is started.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class AwaitCodeFix : LendingCodeFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticIds.LentEscapes, DiagnosticIds.ConcurrentUse];

    public override string Title => "Await it";

    // Of two at once it is the earlier one that has to be awaited.
    private protected override IEnumerable<SyntaxNode> Candidates(FixSite site) =>
        site.Others.Append(site.Node)
            .Select(Calls.At)
            .OfType<InvocationExpressionSyntax>()
            .Distinct()
            .SelectMany(call => AsyncVoid.Of(call, site) is { } method ? method.Candidates() : Awaited(call, site))
            .Concat(site.Diagnostic.Id == DiagnosticIds.LentEscapes ? ParallelLoops.Candidates(site.Node, site) : []);

    private static IEnumerable<SyntaxNode> Awaited(InvocationExpressionSyntax call, FixSite site)
    {
        var whole = site.Whole(call);
        if (!site.Type(whole).IsTask() || IsCancelledIfAllIsWell(whole))
            yield break;

        var inner = site.Type(call).IsTaskOfTask() ? whole.ReplaceNode(call, call.Then(".Unwrap()")) : whole;
        if (inner != whole && whole.Parent is AwaitExpressionSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax)
            yield return site.Root.ReplaceNode(whole, inner);
        else if (Dropped(whole, site) is { } dropped && AsyncFunctions.CanAwait(call, site))
            yield return Changed(dropped, inner, site);
        else if (inner == whole && site.Diagnostic.Id == DiagnosticIds.LentEscapes && TaskLocal.Of(whole, site) is { } local)
            yield return local.Awaited();
    }

    // task.ContinueWith(…, OnlyOnFaulted)
    private static bool IsCancelledIfAllIsWell(ExpressionSyntax task) =>
        task.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name =>
            name.Identifier.ValueText.StartsWith("OnlyOn", StringComparison.Ordinal)
            || name.Identifier.ValueText.StartsWith("NotOn", StringComparison.Ordinal));

    // task; or _ = task;
    private static ExpressionSyntax? Dropped(ExpressionSyntax task, FixSite site) => task.Parent switch
    {
        ExpressionStatementSyntax => task,
        AssignmentExpressionSyntax { Left: var left, Parent: ExpressionStatementSyntax } assignment
            when site.Model.GetSymbolInfo(left, site.Cancellation).Symbol is IDiscardSymbol => assignment,
        _ => null,
    };

    private static SyntaxNode Changed(ExpressionSyntax dropped, ExpressionSyntax task, FixSite site)
    {
        var editor = site.Edit();
        editor.Replace(dropped, current => Awaits.Of(task.WithoutTrivia()).WithTriviaFrom(current));
        editor.MakeAsync(dropped, site);
        return editor.Changed();
    }
}
