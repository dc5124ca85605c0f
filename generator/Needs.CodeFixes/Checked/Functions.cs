using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Needs.CodeFixes.Checked;

/// <summary>The functions that code stands in.</summary>
internal static class Functions
{
    public static SyntaxNode Around(SyntaxNode node) => node.Ancestors().First(IsFunction);

    /// <summary>Whether <c>await</c> may be written at this place without making anything async that is not.</summary>
    public static bool MayAwait(SyntaxNode node)
    {
        var function = Around(node);
        var isAsync = function switch
        {
            AnonymousFunctionExpressionSyntax lambda => lambda.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword),
            LocalFunctionStatementSyntax local => local.Modifiers.Any(SyntaxKind.AsyncKeyword),
            BaseMethodDeclarationSyntax method => method.Modifiers.Any(SyntaxKind.AsyncKeyword),
            CompilationUnitSyntax program => program.Members.OfType<GlobalStatementSyntax>().Any(Awaits),
            _ => false,
        };
        return isAsync && !node.Ancestors().TakeWhile(ancestor => ancestor != function).Any(ForbidsAwait);
    }

    private static bool IsFunction(SyntaxNode node) => node
        is AnonymousFunctionExpressionSyntax
        or LocalFunctionStatementSyntax
        or AccessorDeclarationSyntax
        or MemberDeclarationSyntax and not GlobalStatementSyntax
        or CompilationUnitSyntax;

    private static bool Awaits(SyntaxNode statement) =>
        statement
            .DescendantNodes(descendIntoChildren: node => !IsFunction(node))
            .Any(node => node is AwaitExpressionSyntax
                or CommonForEachStatementSyntax { AwaitKeyword.RawKind: not 0 }
                or UsingStatementSyntax { AwaitKeyword.RawKind: not 0 }
                or LocalDeclarationStatementSyntax { AwaitKeyword.RawKind: not 0 });

    private static bool ForbidsAwait(SyntaxNode node) =>
        node is LockStatementSyntax or UnsafeStatementSyntax;
}
