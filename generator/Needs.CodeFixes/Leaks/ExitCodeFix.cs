using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Leaks;

/// <summary>Disposes a resource that is handed over on other paths on those where it is not, and if an exception comes.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ExitCodeFix : LeakCodeFix
{
    private const int MaxSteps = 8;

    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticIds.LeakOnPath];

    public override string Title => "Dispose it before it is lost";

    private protected override IEnumerable<SyntaxNode> Candidates(FixSite site)
    {
        if (!site.HasVariable || site.Local is not { } local || !Ownership.IsSole(local, site))
            return [];

        var uses = HandOver.Of(local, site);
        return
            from exit in LostExit.Of(site, local)
            where uses.Exits.Count > 0 && exit.IsBeforeHandOver(uses, local)
            from release in TrySyntax.Disposals(local.Name, Functions.MayAwait(exit.Node) && local.Type.IsAsyncDisposable())
            select exit.With(site, release);
    }

    private protected override Task<CheckedDocument?> AcceptAsync(
        CheckedDocument before, CheckedDocument after, Diagnostic diagnostic, CancellationToken cancellation) =>
        GoOnAsync(before, after, diagnostic, new Patience { Steps = MaxSteps }, cancellation);

    // The same variable may be lost at further exits; and where it is released somewhere, exceptions must not skip that.
    private async Task<CheckedDocument?> GoOnAsync(
        CheckedDocument before, CheckedDocument after, Diagnostic diagnostic, Patience patience, CancellationToken cancellation)
    {
        if (after.Fixes(before, diagnostic))
            return after;

        var left = after.Reports.FirstOrDefault(report => report.Location.SourceSpan == diagnostic.Location.SourceSpan);
        if (left is null || patience.Steps-- == 0 || after.ComplainsMoreThan(before))
            return null;
        return left.Id == DiagnosticIds.LeakOnException
            ? await new CatchCodeFix().FinishAsync(before, after, diagnostic, left, cancellation).ConfigureAwait(false)
            : await TryAsync(after, left, next => GoOnAsync(before, next, diagnostic, patience, cancellation), cancellation)
                .ConfigureAwait(false);
    }

    private sealed class Patience
    {
        public int Steps { get; set; }
    }
}
