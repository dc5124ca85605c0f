using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Lending;

/// <summary>A using that ends before a statement, where none of what follows needs what is declared in it.</summary>
internal static class ShorterUsing
{
    public static IEnumerable<SyntaxNode> Candidates(StatementSyntax anchor, Connection connection, FixSite site) =>
        connection.Symbol.DeclaringSyntaxReferences[0].GetSyntax(site.Cancellation)
            is VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1 } variable }
            ? variable.Parent switch
            {
                LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 } declaration => Declared(declaration, anchor, connection, site),
                UsingStatementSyntax scope => Stated(scope, anchor, connection, site),
                _ => [],
            }
            : [];

    // using var c = …; becomes using (var c = …) { … }
    private static IEnumerable<SyntaxNode> Declared(
        LocalDeclarationStatementSyntax declaration, StatementSyntax anchor, Connection connection, FixSite site)
    {
        var rest = StatementLists.After(declaration);
        var body = rest.TakeWhile(statement => !statement.Contains(anchor)).ToList();
        if (rest.Skip(body.Count).Any(connection.Concerns) || !IsApart(rest, body, connection, site) || StatementLists.OwnerOf(declaration) is not { } owner)
            yield break;

        var isAsync = !declaration.AwaitKeyword.IsKind(SyntaxKind.None);
        var editor = site.Edit();
        editor.Enclose(owner, [declaration, .. body], inner =>
            UsingSyntax.Statement(declaration.Declaration, isAsync, inPlaceOf: inner[0], inner.Skip(1)));
        yield return editor.Changed();
    }

    // The end of a using's block goes behind it.
    private static IEnumerable<SyntaxNode> Stated(UsingStatementSyntax scope, StatementSyntax anchor, Connection connection, FixSite site)
    {
        if (scope.Statement is not BlockSyntax block || StatementLists.OwnerOf(scope) is null)
            yield break;

        var body = block.Statements.TakeWhile(statement => !statement.Contains(anchor)).ToList();
        var rest = block.Statements.Skip(body.Count).ToList();
        if (rest.Exists(connection.Concerns) || !IsApart(block.Statements, body, connection, site))
            yield break;

        var shorter = scope.WithStatement(block.WithStatements([.. body]));
        var editor = site.Edit();
        editor.PutAsTheyAre(scope, [shorter, .. rest]);
        yield return editor.Changed();
    }

    // A using in there that has nothing to do with the connection would end earlier, too.
    private static bool IsApart(
        IReadOnlyList<StatementSyntax> all, IReadOnlyList<StatementSyntax> body, Connection connection, FixSite site) =>
        body.Count > 0
        && Ranges.IsClosed(all, body.Count)
        && body.OfType<LocalDeclarationStatementSyntax>()
            .Where(statement => !statement.UsingKeyword.IsKind(SyntaxKind.None))
            .SelectMany(statement => statement.Declaration.Variables)
            .All(variable => site.Model.GetDeclaredSymbol(variable, site.Cancellation) is { } symbol && connection.IsMadeOfIt(symbol));
}
