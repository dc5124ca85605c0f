using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Leaks;

/// <summary>Puts a using where a statement gives a variable its resource, and takes out the releases that it makes redundant.</summary>
internal sealed class UsingScope(FixSite site, ILocalSymbol local, StatementSyntax anchor)
{
    private readonly bool _isAsync = Functions.MayAwait(anchor) && local.Type.IsAsyncDisposable();
    private readonly SyntaxNode _owner = StatementLists.OwnerOf(anchor)!;
    private readonly IReadOnlyList<StatementSyntax> _rest = StatementLists.After(anchor);

    /// <param name="variables">What is declared instead of the statement.</param>
    /// <param name="prepare">Further edits, made before.</param>
    public IEnumerable<SyntaxNode> Candidates(IReadOnlyList<VariableDeclarationSyntax> variables, Action<TreeEditor>? prepare = null)
    {
        var releases = Releases.Of(local, _owner, site.Model).ToList();
        var late = releases.Select(release => LateReleases.Removable(release, _owner)).OfType<SyntaxNode>().Distinct().ToList();

        if (!site.Has(LanguageVersion.CSharp8))
        {
            if (variables.Count > 1)
                yield break;

            var body = Ranges.Through(_rest, statement => !late.Contains(statement) && statement.Mentions(local.Name));
            yield return Changed(late, editor => Enclose(editor, variables[0], [.. body.Except(late.OfType<StatementSyntax>())]));
            yield break;
        }

        if (variables.Count == 1 && EarlyEnd(releases.Except(late)) is { } end)
        {
            var body = _rest.TakeWhile(statement => statement != end).Except(late.OfType<StatementSyntax>()).ToList();
            yield return Changed([.. late, end], editor => Enclose(editor, variables[0], body));
        }

        yield return Changed(late, editor => Declare(editor, variables));

        SyntaxNode Changed(IEnumerable<SyntaxNode> redundant, Action<TreeEditor> change)
        {
            var editor = site.Edit();
            prepare?.Invoke(editor);
            foreach (var node in redundant)
                editor.RemoveQuietly(node);
            change(editor);
            return editor.Changed();
        }
    }

    // A release in the middle of the list ends the using there, unless later statements need what stands before it.
    private StatementSyntax? EarlyEnd(IEnumerable<SyntaxNode> releases)
    {
        if (releases.OfType<StatementSyntax>().LastOrDefault(_rest.Contains) is not { } end)
            return null;

        var before = _rest.TakeWhile(statement => statement != end).Count();
        var after = _rest.Skip(before + 1);
        return after.Any(statement => statement.Mentions(local.Name)) || !Ranges.IsClosed(_rest, before) ? null : end;
    }

    private void Declare(TreeEditor editor, IReadOnlyList<VariableDeclarationSyntax> variables) =>
        editor.ReplaceIn(_owner, [anchor], (owner, tracked) =>
        {
            var declared = variables.Select(variable => Declared(variable, inPlaceOf: tracked[0])).ToList();
            for (var i = 1; i < declared.Count; i++)
            {
                declared[i - 1] = declared[i - 1].WithTrailingTrivia(SyntaxFactory.ElasticCarriageReturnLineFeed);
                declared[i] = declared[i].WithLeadingTrivia();
            }

            var statements = StatementLists.In(owner).SelectMany(one => one == tracked[0] ? (IEnumerable<StatementSyntax>)declared : [one]);
            return owner is SwitchSectionSyntax ? UsingSyntax.InBlock(owner, statements) : owner.With(statements);
        });

    private LocalDeclarationStatementSyntax Declared(VariableDeclarationSyntax variable, SyntaxNode inPlaceOf) =>
        variable.Variables[0].Identifier.ValueText == local.Name
            ? UsingSyntax.Declaration(variable, _isAsync, inPlaceOf)
            : SyntaxFactory.LocalDeclarationStatement(variable.WithoutTrivia())
                .WithTriviaFrom(inPlaceOf)
                .WithAdditionalAnnotations(Formatter.Annotation);

    private void Enclose(TreeEditor editor, VariableDeclarationSyntax variable, IReadOnlyList<StatementSyntax> body) =>
        editor.Enclose(_owner, [anchor, .. body], inner => UsingSyntax.Statement(variable, _isAsync, inPlaceOf: inner[0], inner.Skip(1)));
}
