using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Needs.CodeFixes.Checked;

/// <summary>Gives a function that is one expression a body of statements.</summary>
internal static class ExpressionBodies
{
    public static SyntaxNode WithBlock(FixSite site, SyntaxNode function, ExpressionSyntax expression, Acquisition acquisition)
    {
        var declaration = UsingSyntax.Declaration(acquisition.Variable, acquisition.IsAsync, inPlaceOf: expression.WithoutTrivia())
            .WithLeadingTrivia(Comments(expression))
            .WithTrailingTrivia(SyntaxFactory.LineFeed);
        var use = acquisition.Use(expression)!.WithoutTrivia();
        StatementSyntax last = Returns(site, function)
            ? SyntaxFactory.ReturnStatement(use.WithLeadingTrivia(SyntaxFactory.Space))
            : SyntaxFactory.ExpressionStatement(use);
        var block = UsingSyntax.Block([declaration, last]);

        return WithBlock(function, block) is { } changed ? site.Root.ReplaceNode(function, changed) : site.Root;
    }

    /// <summary>The function with statements for its body; null for one that can have none.</summary>
    public static SyntaxNode? WithBlock(SyntaxNode function, BlockSyntax block)
    {
        var bare = function is AnonymousFunctionExpressionSyntax ? function : WithoutSpaceBeforeArrow(function);
        var changed = (SyntaxNode?)(bare switch
        {
            MethodDeclarationSyntax method => method.WithExpressionBody(null).WithSemicolonToken(default).WithBody(block),
            LocalFunctionStatementSyntax local => local.WithExpressionBody(null).WithSemicolonToken(default).WithBody(block),
            ConstructorDeclarationSyntax constructor => constructor.WithExpressionBody(null).WithSemicolonToken(default).WithBody(block),
            AccessorDeclarationSyntax accessor => accessor.WithExpressionBody(null).WithSemicolonToken(default).WithBody(block),
            PropertyDeclarationSyntax property =>
                property.WithExpressionBody(null).WithSemicolonToken(default).WithAccessorList(Getter(block)),
            IndexerDeclarationSyntax indexer =>
                indexer.WithExpressionBody(null).WithSemicolonToken(default).WithAccessorList(Getter(block)),
            ParenthesizedLambdaExpressionSyntax lambda => lambda.WithExpressionBody(null).WithBlock(block),
            SimpleLambdaExpressionSyntax lambda => lambda.WithExpressionBody(null).WithBlock(block),
            _ => null,
        });
        return changed?.WithTriviaFrom(function).WithAdditionalAnnotations(Formatter.Annotation);
    }

    private static SyntaxNode WithoutSpaceBeforeArrow(SyntaxNode function)
    {
        var before = function.ChildNodes().OfType<ArrowExpressionClauseSyntax>().First().ArrowToken.GetPreviousToken();
        return function.ReplaceToken(before, before.WithTrailingTrivia(SyntaxFactory.ElasticMarker));
    }

    private static AccessorListSyntax Getter(BlockSyntax block) =>
        SyntaxFactory.AccessorList([SyntaxFactory.AccessorDeclaration(SyntaxKind.GetAccessorDeclaration).WithBody(block)]);

    private static bool Returns(FixSite site, SyntaxNode function)
    {
        if (function is BasePropertyDeclarationSyntax)
            return true;
        var method = (site.Model.GetDeclaredSymbol(function) ?? site.Model.GetSymbolInfo(function).Symbol) as IMethodSymbol;
        return method is { ReturnsVoid: false } && !(method.IsAsync && method.ReturnType is INamedTypeSymbol { IsGenericType: false });
    }

    // From the arrow on, a line each.
    private static IEnumerable<SyntaxTrivia> Comments(ExpressionSyntax expression)
    {
        var trivia = expression.GetFirstToken().GetPreviousToken().TrailingTrivia
            .Concat(expression.GetLeadingTrivia())
            .Where(one => !one.IsKind(SyntaxKind.WhitespaceTrivia))
            .SkipWhile(one => one.IsKind(SyntaxKind.EndOfLineTrivia))
            .ToList();
        return trivia.Exists(one => !one.IsKind(SyntaxKind.EndOfLineTrivia)) ? trivia : [];
    }
}
