using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Lending;

/// <summary>Awaits a task before what it needs is disposed, instead of returning it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class AwaitResultCodeFix : LendingCodeFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticIds.LazyResult];

    public override string Title => "Await it before it is returned";

    private protected override IEnumerable<SyntaxNode> Candidates(FixSite site)
    {
        if (site.Node is not ExpressionSyntax task
            || !site.Type(task).IsTask()
            || task.Outer().Parent is not (ReturnStatementSyntax or ArrowExpressionClauseSyntax or LambdaExpressionSyntax)
            || Functions.IsAsync(site.Function)
            || !AsyncFunctions.CanAwait(task, site))
        {
            return [];
        }

        var editor = site.Edit();
        editor.MakeAsync(task, site);
        return [editor.Changed()];
    }
}
