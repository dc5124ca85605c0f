using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Needs.CodeFixes.Checked;

/// <summary>The forms of a using.</summary>
internal static class UsingSyntax
{
    public static LocalDeclarationStatementSyntax Declaration(VariableDeclarationSyntax variable, bool isAsync, SyntaxNode inPlaceOf)
    {
        var statement = SyntaxFactory.LocalDeclarationStatement(variable.WithoutTrivia())
            .WithUsingKeyword(Spaced(SyntaxKind.UsingKeyword));
        return (isAsync ? statement.WithAwaitKeyword(Spaced(SyntaxKind.AwaitKeyword)) : statement)
            .WithTriviaFrom(inPlaceOf)
            .WithAdditionalAnnotations(Formatter.Annotation);
    }

    public static UsingStatementSyntax Statement(
        VariableDeclarationSyntax variable, bool isAsync, SyntaxNode inPlaceOf, IEnumerable<StatementSyntax> body)
    {
        var statement = SyntaxFactory.UsingStatement(Block(body)).WithDeclaration(variable.WithoutTrivia());
        return Awaited(statement, isAsync)
            .WithCloseParenToken(SyntaxFactory.Token(SyntaxKind.CloseParenToken).WithTrailingTrivia(inPlaceOf.GetTrailingTrivia()))
            .WithLeadingTrivia(inPlaceOf.GetLeadingTrivia());
    }

    public static UsingStatementSyntax Statement(string variable, bool isAsync, IReadOnlyList<StatementSyntax> body) =>
        Awaited(SyntaxFactory.UsingStatement(Block(body)).WithExpression(SyntaxFactory.IdentifierName(variable)), isAsync)
            .WithLeadingTrivia(Blank(body[0]));

    /// <summary>A block around statements that stood in a list.</summary>
    public static BlockSyntax Block(IEnumerable<StatementSyntax> statements)
    {
        var list = statements.ToList();
        if (list.Count > 0)
            list[0] = list[0].WithLeadingTrivia(list[0].GetLeadingTrivia().SkipWhile(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)));
        return SyntaxFactory.Block(list).WithAdditionalAnnotations(Formatter.Annotation);
    }

    /// <summary>A section of a switch, which can't have a using of its own, with a block in it that can.</summary>
    public static SyntaxNode InBlock(SyntaxNode section, IEnumerable<StatementSyntax> statements) =>
        section.With([Block(statements).WithTrailingTrivia(section.GetTrailingTrivia())]);

    /// <summary>The blank lines before a statement, and no more.</summary>
    public static IEnumerable<SyntaxTrivia> Blank(StatementSyntax statement) =>
        statement.GetLeadingTrivia().TakeWhile(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));

    private static UsingStatementSyntax Awaited(UsingStatementSyntax statement, bool isAsync) =>
        (isAsync ? statement.WithAwaitKeyword(Spaced(SyntaxKind.AwaitKeyword)) : statement).WithAdditionalAnnotations(Formatter.Annotation);

    private static SyntaxToken Spaced(SyntaxKind keyword) => SyntaxFactory.Token(keyword).WithTrailingTrivia(SyntaxFactory.Space);
}
