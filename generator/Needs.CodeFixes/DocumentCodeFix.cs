using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Editing;

namespace Needs.CodeFixes;

/// <summary>
/// A fix that edits the diagnostic's own document. One diagnostic or all of a document go the same way,
/// so fix-all can't differ from fixing one by one.
/// </summary>
public abstract class DocumentCodeFix : TitledCodeFix
{
    public sealed override FixAllProvider GetFixAllProvider() =>
        FixAllProvider.Create(async (context, document, diagnostics) =>
            await FixAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (await FixAsync(context.Document, [diagnostic], context.CancellationToken).ConfigureAwait(false) == context.Document)
                continue;

            context.RegisterCodeFix(
                CodeAction.Create(Title, cancellation => FixAsync(context.Document, [diagnostic], cancellation), GetType().Name),
                diagnostic);
        }
    }

    /// <summary>Edits what one diagnostic points at; edits nothing where the fix does not apply.</summary>
    /// <param name="editor">Collects the edits. Several may hit one node: replace it as a function of its current state.</param>
    /// <param name="diagnostic">What is to be fixed.</param>
    /// <param name="node">The node at the diagnostic's location.</param>
    /// <param name="model">The model of the unchanged document.</param>
    /// <param name="cancellation">Stops the fix.</param>
    protected abstract void Fix(
        SyntaxEditor editor, Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation);

    private async Task<Document> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        if (root is null || model is null)
            return document;

        var editor = new SyntaxEditor(root, document.Project.Solution.Services);
        foreach (var diagnostic in diagnostics)
        {
            if (root.FullSpan.Contains(diagnostic.Location.SourceSpan))
                Fix(editor, diagnostic, root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true), model, cancellation);
        }

        var changed = editor.GetChangedRoot();
        return changed == root ? document : document.WithSyntaxRoot(changed);
    }
}
