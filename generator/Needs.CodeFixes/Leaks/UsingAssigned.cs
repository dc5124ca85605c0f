using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Leaks;

/// <summary><c>Connection c; … c = Open();</c> becomes <c>using Connection c = Open();</c> where it is opened.</summary>
internal static class UsingAssigned
{
    public static IEnumerable<SyntaxNode> Candidates(FixSite site, ILocalSymbol local)
    {
        if (site.Node.Parent is not AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax anchor } assignment
            || assignment.Left != site.Node
            || !assignment.IsKind(SyntaxKind.SimpleAssignmentExpression)
            || StatementLists.OwnerOf(anchor) is not { } owner
            || EmptyDeclaration(local) is not { Parent: VariableDeclarationSyntax declaration } declarator
            || HandOver.Of(local, site).Outlives(owner, local)
            || !Elsewhere(site, local, owner, out var releases))
        {
            return [];
        }

        var type = declaration.Type is NullableTypeSyntax nullable ? nullable.ElementType : declaration.Type;
        var variable = SyntaxFactory.VariableDeclaration(
            type.WithoutTrivia().WithTrailingTrivia(SyntaxFactory.Space),
            [SyntaxFactory.VariableDeclarator(declarator.Identifier.WithoutTrivia(), null, Initializer(assignment))]);
        return new UsingScope(site, local, anchor).Candidates([variable], Prepare);

        void Prepare(TreeEditor editor)
        {
            foreach (var release in releases)
                editor.RemoveQuietly(release);
            if (declaration.Variables.Count > 1)
                editor.Replace(declaration, current => Without((VariableDeclarationSyntax)current, local.Name));
            else
                editor.RemoveQuietly(declaration.Parent!);
        }
    }

    private static VariableDeclarationSyntax Without(VariableDeclarationSyntax declaration, string name) =>
        declaration.WithVariables(
            declaration.Variables.Remove(declaration.Variables.First(variable => variable.Identifier.ValueText == name)));

    private static EqualsValueClauseSyntax Initializer(AssignmentExpressionSyntax assignment) =>
        SyntaxFactory.EqualsValueClause(assignment.OperatorToken, assignment.Right);

    private static VariableDeclaratorSyntax? EmptyDeclaration(ILocalSymbol local) =>
        local.DeclaringSyntaxReferences[0].GetSyntax() is VariableDeclaratorSyntax declarator
        && declarator.Parent?.Parent is LocalDeclarationStatementSyntax
        && (declarator.Initializer is null || Ownership.IsNothing(declarator.Initializer.Value))
            ? declarator
            : null;

    // Outside of the list in which it is opened, the variable may only be released.
    private static bool Elsewhere(FixSite site, ILocalSymbol local, SyntaxNode owner, out List<SyntaxNode> releases)
    {
        var function = site.Function;
        releases = [];
        foreach (var release in Releases.Of(local, function, site.Model).Where(release => !owner.Contains(release)))
        {
            if (LateReleases.Whole(release) is { } whole)
                releases.Add(whole);
        }

        var removed = releases;
        return !function.NamesOf(local, site.Model)
            .Any(name => !owner.Span.Contains(name.Span) && !removed.Exists(node => node.Span.Contains(name.Span)));
    }
}
