using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Needs.CodeFixes.Checked;

/// <summary>
/// A fix whose proposal is compiled and analysed again, and offered only if the report is gone and nothing new came.
/// Fix-all repeats that report by report, so it can't differ from fixing one by one.
/// </summary>
public abstract class CheckedCodeFix : TitledCodeFix
{
    public sealed override FixAllProvider GetFixAllProvider() =>
        FixAllProvider.Create((context, document, _) => FixAllAsync(document, context.CancellationToken));

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await CheckedDocument.OfAsync(context.Document, context.CancellationToken).ConfigureAwait(false) is not { } before)
            return;

        foreach (var diagnostic in context.Diagnostics)
        {
            if (await FixAsync(before, diagnostic, context.CancellationToken).ConfigureAwait(false) is not { Document: var fixedDocument })
                continue;

            context.RegisterCodeFix(CodeAction.Create(Title, _ => Task.FromResult(fixedDocument), GetType().Name), diagnostic);
        }
    }

    /// <summary>Ways to fix one report as changed roots, best first. The first that passes the check is offered.</summary>
    private protected abstract IEnumerable<SyntaxNode> Candidates(FixSite site);

    private async Task<Document?> FixAllAsync(Document document, CancellationToken cancellation)
    {
        if (await CheckedDocument.OfAsync(document, cancellation).ConfigureAwait(false) is not { } current)
            return null;

        // What was refused stands before what is still to be tried; a fix may make room for one that was refused before it.
        for (var changed = true; changed;)
        {
            changed = false;
            for (var refused = 0; refused < current.Reports.Length;)
            {
                if (await FixAsync(current, current.Reports[refused], cancellation).ConfigureAwait(false) is { } next)
                    (current, changed) = (next, true);
                else
                    refused++;
            }
        }

        return current.Document;
    }

    /// <summary>What comes of a candidate: itself if it is good.</summary>
    private protected virtual Task<CheckedDocument?> AcceptAsync(
        CheckedDocument before, CheckedDocument after, Diagnostic diagnostic, CancellationToken cancellation) =>
        Task.FromResult(after.Fixes(before, diagnostic) ? after : null);

    /// <summary>Tries the candidates until something comes of one.</summary>
    private protected async Task<CheckedDocument?> TryAsync(
        CheckedDocument current,
        Diagnostic diagnostic,
        Func<CheckedDocument, Task<CheckedDocument?>> accept,
        CancellationToken cancellation)
    {
        if (!FixableDiagnosticIds.Contains(diagnostic.Id) || FixSite.Of(current, diagnostic, cancellation) is not { } site)
            return null;

        foreach (var root in Candidates(site))
        {
            var document = await Tidy.AsWrittenAsync(current.Document, root, cancellation).ConfigureAwait(false);
            if (await CheckedDocument.OfAsync(document, cancellation).ConfigureAwait(false) is { } after
                && await accept(after).ConfigureAwait(false) is { } accepted)
            {
                return accepted;
            }
        }

        return null;
    }

    private Task<CheckedDocument?> FixAsync(CheckedDocument before, Diagnostic diagnostic, CancellationToken cancellation) =>
        TryAsync(before, diagnostic, after => AcceptAsync(before, after, diagnostic, cancellation), cancellation);
}
