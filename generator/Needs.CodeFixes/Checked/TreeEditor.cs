using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Needs.CodeFixes.Checked;

/// <summary>Edits a tree step by step, and finds its nodes again. The root may be edited: it lists a program's statements.</summary>
internal sealed class TreeEditor(SyntaxNode root)
{
    private readonly HashSet<SyntaxNode> _found = [];
    private readonly List<Func<SyntaxNode, SyntaxNode>> _edits = [];

    public void Replace(SyntaxNode node, Func<SyntaxNode, SyntaxNode> change)
    {
        if (node != root)
            _found.Add(node);
        _edits.Add(edited => node == root ? change(edited) : Replaced(edited, edited.GetCurrentNode(node)!));

        SyntaxNode Replaced(SyntaxNode edited, SyntaxNode current) => edited.ReplaceNode(current, change(current));
    }

    /// <summary>Replaces the owner of a list as a function of what it and some statements in the list have become.</summary>
    public void ReplaceIn(
        SyntaxNode owner, IReadOnlyList<StatementSyntax> statements, Func<SyntaxNode, IReadOnlyList<StatementSyntax>, SyntaxNode> change)
    {
        _found.UnionWith(statements);
        Replace(owner, current => change(current, statements.Select(statement => current.GetCurrentNode(statement)!).ToArray()));
    }

    /// <summary>Puts one statement, which has them in it, in the place of some that stand in a row.</summary>
    public void Enclose(
        SyntaxNode owner, IReadOnlyList<StatementSyntax> statements, Func<IReadOnlyList<StatementSyntax>, StatementSyntax> enclose)
    {
        if (owner == statements[0])
            Replace(owner, current => UsingSyntax.Block([enclose([(StatementSyntax)current])]));
        else
            ReplaceIn(owner, statements, (current, tracked) =>
            {
                var enclosing = enclose(tracked);
                return current.With(StatementLists.In(current).Except(tracked.Skip(1)).Select(one => one == tracked[0] ? enclosing : one));
            });
    }

    public SyntaxNode Changed() => _edits.Aggregate(root.TrackNodes(_found), (edited, edit) => edit(edited));
}
