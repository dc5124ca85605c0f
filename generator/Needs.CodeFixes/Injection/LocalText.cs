using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Injection;

/// <summary>SQL text in a variable that is declared with it, never changed, and used once.</summary>
internal static class LocalText
{
    public static ExpressionSyntax? Of(ExpressionSyntax use, FixSite site)
    {
        if (use is not IdentifierNameSyntax || site.Model.GetSymbolInfo(use, site.Cancellation).Symbol is not ILocalSymbol local
            || local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(site.Cancellation) is not VariableDeclaratorSyntax { Initializer.Value: var value } declarator
            || declarator.Parent?.Parent is not LocalDeclarationStatementSyntax)
        {
            return null;
        }

        var function = Functions.Around(declarator);
        return function.NamesOf(local, site.Model).Count() == 1 && Functions.Around(use) == function && AreKept(value, function, site) ? value : null;
    }

    // The values are taken where the text is used: they must still be the same there.
    private static bool AreKept(ExpressionSyntax value, SyntaxNode function, FixSite site)
    {
        var names = value.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>()
            .Select(name => site.Model.GetSymbolInfo(name, site.Cancellation).Symbol)
            .Where(symbol => symbol is ILocalSymbol or IParameterSymbol);
        return names.All(symbol => !function.NamesOf(symbol!, site.Model).Any(IsWritten));
    }

    private static bool IsWritten(IdentifierNameSyntax name) =>
        (name.Parent is AssignmentExpressionSyntax assignment && assignment.Left == name)
        || name.Parent is PrefixUnaryExpressionSyntax { RawKind: (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.PreIncrementExpression or (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.PreDecrementExpression }
        || name.Parent is PostfixUnaryExpressionSyntax { RawKind: (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.PostIncrementExpression or (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.PostDecrementExpression }
        || name.Parent is ArgumentSyntax { RefKindKeyword.RawKind: not 0 };
}
