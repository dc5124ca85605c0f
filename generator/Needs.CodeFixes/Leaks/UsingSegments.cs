using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Leaks;

/// <summary>A variable that is opened again and again, one after the other in one list, gets a using statement for each time.</summary>
internal static class UsingSegments
{
    public static IEnumerable<SyntaxNode> Candidates(FixSite site, ILocalSymbol local)
    {
        if (Place.ScopeOf(local) is not { } owner
            || local.DeclaringSyntaxReferences[0].GetSyntax() is not VariableDeclaratorSyntax declarator
            || declarator.Parent is not VariableDeclarationSyntax { Variables.Count: 1 } variables
            || variables.Parent is not LocalDeclarationStatementSyntax declaration)
        {
            return [];
        }

        var starts = StatementLists.In(owner).Where(statement => Value(statement, declarator) is not null).ToList();
        var segments = starts.Select((start, i) => Segment(start, starts.ElementAtOrDefault(i + 1), local)).ToList();
        return starts.Count > 1
            && starts.Count == Writes(local, site) + (starts[0] == declaration ? 1 : 0)
            && segments.TrueForAll(segment => segment.Count > 0)
            && HandOver.Of(local, site).Aliases(local).All(alias => IsInOne(segments, alias, site))
            ? [Enclosed(site, local, declarator, starts, segments)]
            : [];
    }

    private static int Writes(ILocalSymbol local, FixSite site) =>
        site.Function.NamesOf(local, site.Model).Count(name => name.Parent is AssignmentExpressionSyntax write && write.Left == name);

    // What the variable gets here.
    private static ExpressionSyntax? Value(StatementSyntax statement, VariableDeclaratorSyntax declarator) => statement switch
    {
        LocalDeclarationStatementSyntax declaration when declaration.Contains(declarator) =>
            declarator.Initializer is { Value: var value } && !Ownership.IsNothing(value) ? value : null,
        ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax name } write }
            when name.Identifier.ValueText == declarator.Identifier.ValueText && write.IsKind(SyntaxKind.SimpleAssignmentExpression) =>
            write.Right,
        _ => null,
    };

    // The statements from one opening to the last one that works with it; none if later ones need what those declare.
    private static IReadOnlyList<StatementSyntax> Segment(StatementSyntax start, StatementSyntax? next, ILocalSymbol local)
    {
        var rest = StatementLists.After(start);
        var count = rest.TakeWhile(statement => statement != next).Count();
        while (count > 0 && !rest[count - 1].Mentions(local.Name))
            count--;
        return Ranges.IsClosed(rest, count) ? [.. rest.Take(count)] : [];
    }

    private static bool IsInOne(List<IReadOnlyList<StatementSyntax>> segments, ISymbol alias, FixSite site) =>
        site.Function.NamesOf(alias, site.Model)
            .Select(name => segments.FindIndex(segment => segment.Any(statement => statement.Contains(name))))
            .Distinct()
            .ToList() is [] or [>= 0];

    private static SyntaxNode Enclosed(
        FixSite site,
        ILocalSymbol local,
        VariableDeclaratorSyntax declarator,
        List<StatementSyntax> starts,
        List<IReadOnlyList<StatementSyntax>> segments)
    {
        var owner = Place.ScopeOf(local)!;
        var isAsync = Functions.MayAwait(starts[0]) && local.Type.IsAsyncDisposable();
        var editor = site.Edit();
        for (var i = 0; i < starts.Count; i++)
        {
            var releases = segments[i].ToLookup(statement => Releases.NameOf(statement) == local.Name);
            foreach (var release in releases[true])
                editor.RemoveQuietly(release);
            var variable = Variable(declarator, Value(starts[i], declarator)!);
            editor.Enclose(
                owner, [starts[i], .. releases[false]], inner => UsingSyntax.Statement(variable, isAsync, inner[0], inner.Skip(1)));
        }

        if (!starts[0].Contains(declarator))
            editor.RemoveQuietly(declarator.Parent!.Parent!);
        return editor.Changed();
    }

    private static VariableDeclarationSyntax Variable(VariableDeclaratorSyntax declarator, ExpressionSyntax value)
    {
        var type = ((VariableDeclarationSyntax)declarator.Parent!).Type;
        return SyntaxFactory.VariableDeclaration(
            (type is NullableTypeSyntax nullable ? nullable.ElementType : type).WithoutTrivia().WithTrailingTrivia(SyntaxFactory.Space),
            [declarator.WithoutTrivia().WithInitializer(SyntaxFactory.EqualsValueClause(value.WithoutTrivia()))]);
    }
}
