using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Leaks;

/// <summary><c>var c = Open();</c> becomes <c>using var c = Open();</c>.</summary>
internal static class UsingDeclared
{
    public static IEnumerable<SyntaxNode> Candidates(FixSite site, ILocalSymbol local) =>
        site.Node is VariableDeclaratorSyntax { Initializer: not null, Parent.Parent: LocalDeclarationStatementSyntax statement }
            && !statement.UsingKeyword.IsKind(SyntaxKind.UsingKeyword)
            && !HandOver.Of(local, site).Outlives(StatementLists.OwnerOf(statement)!)
            ? new UsingScope(site, local, statement).Candidates([.. Apart(statement.Declaration)])
            : [];

    private static IEnumerable<VariableDeclarationSyntax> Apart(VariableDeclarationSyntax declaration) =>
        declaration.Variables.Select(variable => declaration.WithVariables([variable.WithoutTrivia()]));
}
