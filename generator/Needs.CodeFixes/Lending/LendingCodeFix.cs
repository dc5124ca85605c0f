using Microsoft.CodeAnalysis;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Lending;

/// <summary>A fix for a connection that outlives its loan, is used by two at once, or is held for nothing. It loses no comment.</summary>
public abstract class LendingCodeFix : CheckedCodeFix
{
    private protected override Task<CheckedDocument?> AcceptAsync(
        CheckedDocument before, CheckedDocument after, Diagnostic diagnostic, CancellationToken cancellation) =>
        Comments.AreKept(before.Root, after.Root)
            ? base.AcceptAsync(before, after, diagnostic, cancellation)
            : Task.FromResult<CheckedDocument?>(null);
}
