using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Needs.CodeFixes.Checked;

/// <summary>The functions that code stands in.</summary>
internal static class Functions
{
    public static SyntaxNode Around(SyntaxNode node) => node.Ancestors().First(IsFunction);

    /// <summary>Whether <c>await</c> may be written at this place without making anything async that is not.</summary>
    public static bool MayAwait(SyntaxNode node) => IsAsync(Around(node)) && !IsWhereNothingAwaits(node);

    public static bool IsAsync(SyntaxNode function) => function switch
    {
        AnonymousFunctionExpressionSyntax lambda => lambda.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword),
        LocalFunctionStatementSyntax local => local.Modifiers.Any(SyntaxKind.AsyncKeyword),
        BaseMethodDeclarationSyntax method => method.Modifiers.Any(SyntaxKind.AsyncKeyword),
        CompilationUnitSyntax program => program.Members.OfType<GlobalStatementSyntax>().Any(Awaits),
        _ => false,
    };

    /// <summary>Whether not even an async function may await at this place.</summary>
    public static bool IsWhereNothingAwaits(SyntaxNode node)
    {
        var function = Around(node);
        return node.Ancestors().TakeWhile(ancestor => ancestor != function).Any(ForbidsAwait);
    }

    /// <summary>What stands in a function itself, not in one inside of it.</summary>
    public static IEnumerable<SyntaxNode> Own(SyntaxNode function) =>
        function.DescendantNodes(descendIntoChildren: node => node == function || !IsFunction(node));

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
