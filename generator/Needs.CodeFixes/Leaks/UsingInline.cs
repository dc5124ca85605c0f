using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Leaks;

/// <summary><c>Open().Execute(…);</c> becomes <c>using var connection = Open(); connection.Execute(…);</c>.</summary>
internal static class UsingInline
{
    public static IEnumerable<SyntaxNode> Candidates(FixSite site)
    {
        if (Value(site) is not { } value || HandOver.Of(value, site) is not { Exits.Count: 0 } uses)
            yield break;

        var whole = value.Ancestors().FirstOrDefault(node =>
            node is StatementSyntax or ArrowExpressionClauseSyntax or LambdaExpressionSyntax or MemberDeclarationSyntax);
        var name = Names.Fresh(site.Kind, value, site.Model);
        var acquisition = new Acquisition(value, name, IsAsync(site, value));
        if (whole is StatementSyntax statement
            && EvaluationOrder.IsFirst(value, statement)
            && !uses.Outlives(StatementLists.OwnerOf(statement) ?? statement))
            yield return InStatement(site, acquisition, statement);
        else if (whole is ArrowExpressionClauseSyntax { Expression: var result } && EvaluationOrder.IsFirst(value, result))
            yield return ExpressionBodies.WithBlock(site, whole.Parent!, result, acquisition);
        else if (whole is LambdaExpressionSyntax { ExpressionBody: { } body } && EvaluationOrder.IsFirst(value, body))
            yield return ExpressionBodies.WithBlock(site, whole, body, acquisition);
    }

    // The report points at the call, or at the member of another object that holds what it gives, be it through await or .Result.
    private static ExpressionSyntax? Value(FixSite site)
    {
        var value = site.HasVariable ? (site.Node.Parent as AssignmentExpressionSyntax)?.Right : site.Node as ExpressionSyntax;
        while (value is not null && !site.Model.GetTypeInfo(value, site.Cancellation).Type.MayBeDisposed())
            value = value.Parent as ExpressionSyntax;
        return value;
    }

    private static bool IsAsync(FixSite site, ExpressionSyntax value) =>
        Functions.MayAwait(value) && site.Model.GetTypeInfo(value, site.Cancellation).Type?.IsAsyncDisposable() == true;

    private static SyntaxNode InStatement(FixSite site, Acquisition acquisition, StatementSyntax statement)
    {
        var editor = site.Edit();
        if (StatementLists.OwnerOf(statement) is not { } owner)
            editor.Replace(statement, _ => UsingSyntax.Block(Parts(acquisition, statement)));
        else if (!site.Has(LanguageVersion.CSharp8))
            Enclose(editor, owner, acquisition, statement);
        else
            editor.ReplaceIn(owner, [statement], (current, tracked) =>
            {
                var statements = StatementLists.In(current).SelectMany(one => one == tracked[0] ? Parts(acquisition, statement) : [one]);
                return current is SwitchSectionSyntax ? UsingSyntax.InBlock(current, statements) : current.With(statements);
            });
        return editor.Changed();
    }

    private static void Enclose(TreeEditor editor, SyntaxNode owner, Acquisition acquisition, StatementSyntax statement)
    {
        if (acquisition.Use(statement) is not { } use)
            return;

        var together = Ranges.Through([statement, .. StatementLists.After(statement)], one => one == statement);
        editor.Enclose(owner, together, inner =>
            UsingSyntax.Statement(
                acquisition.Variable, acquisition.IsAsync, statement.WithTrailingTrivia(), [use.WithoutLeadingTrivia(), .. inner.Skip(1)]));
    }

    private static IEnumerable<StatementSyntax> Parts(Acquisition acquisition, StatementSyntax statement)
    {
        if (acquisition.Use(statement) is not { } use)
            return [UsingSyntax.Declaration(acquisition.Variable, acquisition.IsAsync, inPlaceOf: statement)];

        var declaration = UsingSyntax.Declaration(acquisition.Variable, acquisition.IsAsync, inPlaceOf: statement)
            .WithTrailingTrivia(SyntaxFactory.LineFeed);
        return [declaration, use.WithLeadingTrivia().WithAdditionalAnnotations(Formatter.Annotation)];
    }
}
