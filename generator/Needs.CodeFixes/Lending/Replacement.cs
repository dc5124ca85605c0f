using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Lending;

/// <summary>Puts statements, and a value that they leave, in the place of an expression that did it all.</summary>
internal static class Replacement
{
    /// <summary>Whether nobody takes what the expression gives.</summary>
    public static bool IsUnused(ExpressionSyntax whole, FixSite site) =>
        whole.Parent is ExpressionStatementSyntax
        || (whole.Parent is ReturnStatementSyntax or ArrowExpressionClauseSyntax or LambdaExpressionSyntax
            && !AsyncFunctions.HasValue(Functions.Around(whole), site));

    /// <summary>Whether statements can run just before an expression, and nothing notices.</summary>
    public static bool HasPlaceBefore(ExpressionSyntax whole) =>
        IsBody(whole) || (whole.FirstAncestorOrSelf<StatementSyntax>() is { } statement && EvaluationOrder.IsFirst(whole, statement));

    /// <param name="editor">Collects the edits.</param>
    /// <param name="whole">The expression: all that a statement, a return or a function's body is, or a part of it.</param>
    /// <param name="site">The report.</param>
    /// <param name="statements">What runs instead.</param>
    /// <param name="value">What the expression is replaced by; null if nobody takes what it gives.</param>
    public static void Put(
        this TreeEditor editor, ExpressionSyntax whole, FixSite site, IReadOnlyList<StatementSyntax> statements, ExpressionSyntax? value)
    {
        SyntaxNode handled = IsBody(whole) ? whole : whole.FirstAncestorOrSelf<StatementSyntax>()!;
        if (IsBody(whole))
            editor.PutBody(whole, statements, value);
        else if (value is not null)
            editor.PutValue(whole, (StatementSyntax)handled, statements, value);
        else
            editor.PutAll((StatementSyntax)handled, statements);

        // Only who hands a task on awaits instead.
        if (site.Type(whole).IsTask())
            editor.MakeAsync(whole, site, handled);
    }

    /// <summary>Whether the expression is all of the body of its function.</summary>
    private static bool IsBody(ExpressionSyntax whole) => whole.Parent is ArrowExpressionClauseSyntax or LambdaExpressionSyntax;

    private static void PutBody(
        this TreeEditor editor, ExpressionSyntax whole, IReadOnlyList<StatementSyntax> statements, ExpressionSyntax? value)
    {
        if (statements.Count == 0 && value is not null)
        {
            editor.Replace(whole, current => value.WithTriviaFrom(current));
        }
        else
        {
            var last = value is null ? [] : new StatementSyntax[] { SyntaxFactory.ReturnStatement(value) };
            var block = UsingSyntax.Block([.. statements.Concat(last).Select(OnALine)]);
            editor.Replace(Functions.Around(whole), current => ExpressionBodies.WithBlock(current, block) ?? current);
        }
    }

    private static void PutValue(
        this TreeEditor editor,
        ExpressionSyntax whole,
        StatementSyntax statement,
        IReadOnlyList<StatementSyntax> statements,
        ExpressionSyntax value)
    {
        editor.Replace(whole.Outer(), current => value.WithTriviaFrom(current));
        if (statements.Count > 0)
            editor.PutBefore(statement, statements);
    }

    private static void PutAll(this TreeEditor editor, StatementSyntax statement, IReadOnlyList<StatementSyntax> statements)
    {
        var ends = statement is ReturnStatementSyntax && !AsyncFunctions.IsTail(statement);
        if (statements.Count == 0 && !ends)
            editor.RemoveQuietly(statement);
        else
            editor.Put(statement, _ => [.. statements, .. ends ? new[] { SyntaxFactory.ReturnStatement() } : []]);
    }

    private static StatementSyntax OnALine(StatementSyntax statement) =>
        statement.WithTrailingTrivia(SyntaxFactory.ElasticLineFeed).WithAdditionalAnnotations(Formatter.Annotation);
}
