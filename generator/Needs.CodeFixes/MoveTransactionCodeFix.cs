using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Needs.CodeFixes;

/// <summary>Moves a transaction parameter behind the first connection that follows it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MoveTransactionCodeFix : DocumentCodeFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticIds.TransactionWithoutConnection];

    public override string Title => "Move the transaction behind the connection";

    protected override void Fix(
        SyntaxEditor editor, Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        if (node.FirstAncestorOrSelf<ParameterSyntax>() is not { Parent: ParameterListSyntax list } transaction)
            return;

        var from = list.Parameters.IndexOf(transaction);
        var to = list.Parameters.IndexOf(parameter => IsConnection(parameter, model, cancellation));
        if (to < from || transaction.Modifiers.Any(SyntaxKind.ThisKeyword))
            return;

        editor.ReplaceNode(list, (current, _) => Move((ParameterListSyntax)current, from, to));
    }

    private static bool IsConnection(ParameterSyntax parameter, SemanticModel model, CancellationToken cancellation) =>
        model.GetDeclaredSymbol(parameter, cancellation) is { } symbol && symbol.Type.IsConnection();

    // Each place in the list keeps its line breaks and comments.
    private static ParameterListSyntax Move(ParameterListSyntax list, int from, int to)
    {
        var order = list.Parameters.ToList();
        var moved = order[from];
        order.RemoveAt(from);
        order.Insert(to, moved);
        var places = order.Select((parameter, place) => parameter.WithTriviaFrom(list.Parameters[place]));
        return list.WithParameters(SyntaxFactory.SeparatedList(places, list.Parameters.GetSeparators()));
    }
}
