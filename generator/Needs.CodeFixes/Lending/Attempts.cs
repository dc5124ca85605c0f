using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Lending;

/// <summary>The try statements around code: they decide who sees what is thrown there.</summary>
internal static class Attempts
{
    /// <summary>Whether both places stand in one function, and what is thrown at one may as well be thrown at the other.</summary>
    public static bool AreSame(SyntaxNode one, SyntaxNode other) =>
        Functions.Around(one) == Functions.Around(other) && Around(one).SequenceEqual(Around(other));

    private static IEnumerable<SyntaxNode> Around(SyntaxNode node)
    {
        var function = Functions.Around(node);
        return node.Ancestors()
            .TakeWhile(ancestor => ancestor != function)
            .Where(ancestor => ancestor is CatchClauseSyntax or FinallyClauseSyntax or BlockSyntax { Parent: TryStatementSyntax });
    }
}
