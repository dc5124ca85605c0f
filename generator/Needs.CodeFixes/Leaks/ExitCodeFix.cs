using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Needs.CodeFixes.Leaks;

/// <summary>Disposes a resource that is handed over on other paths on those where it is not, and if an exception comes.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ExitCodeFix : LeakCodeFix
{
    private const int MaxExits = 5;

    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticIds.LeakOnPath];

    public override string Title => "Dispose it before it is lost";

    private protected override IEnumerable<SyntaxNode> Candidates(LeakSite site)
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
        AcceptAsync(before, after, diagnostic, MaxExits, cancellation);

    // The same variable may be lost at further exits; and where it is released somewhere, exceptions must not skip that.
    private async Task<CheckedDocument?> AcceptAsync(
        CheckedDocument before, CheckedDocument after, Diagnostic diagnostic, int exits, CancellationToken cancellation)
    {
        if (await base.AcceptAsync(before, after, diagnostic, cancellation).ConfigureAwait(false) is { } good)
            return good;

        var left = after.Reports.FirstOrDefault(report => report.Location.SourceSpan == diagnostic.Location.SourceSpan);
        if (left is null || exits == 0)
            return null;
        return left.Id == DiagnosticIds.LeakOnException
            ? await new CatchCodeFix().FinishAsync(before, after, diagnostic, left, cancellation).ConfigureAwait(false)
            : await TryAsync(after, left, next => AcceptAsync(before, next, diagnostic, exits - 1, cancellation), cancellation)
                .ConfigureAwait(false);
    }
}
