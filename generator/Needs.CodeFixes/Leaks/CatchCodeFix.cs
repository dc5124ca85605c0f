using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Needs.CodeFixes.Leaks;

/// <summary>Disposes a resource that is handed over in the end, if an exception comes before that.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class CatchCodeFix : LeakCodeFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticIds.LeakOnException];

    public override string Title => "Dispose it in a catch";

    private protected override IEnumerable<SyntaxNode> Candidates(LeakSite site)
    {
        if (!site.HasVariable || site.Local is not { } local || !Ownership.IsSole(local, site))
            return [];

        var uses = HandOver.Of(local, site);
        return
            from place in Place.After(site.Node, local)
            let body = Body(place.Statements, uses)
            where body.Count > 0
            from release in TrySyntax.Disposals(local.Name, Functions.MayAwait(body[0]) && local.Type.IsAsyncDisposable())
            select Enclosed(site, place.Owner, body, release);
    }

    // Up to where it is handed over, not further: from there on it is somebody else's.
    private static IReadOnlyList<StatementSyntax> Body(IReadOnlyList<StatementSyntax> statements, HandOver uses) =>
        Ranges.Through(statements, uses.IsLeftIn) is { Count: > 0 } body ? body
            : uses.Exits.Count > 0 ? Ranges.Through(statements, uses.Concerns)
            : [];

    private static SyntaxNode Enclosed(LeakSite site, SyntaxNode owner, IReadOnlyList<StatementSyntax> body, StatementSyntax release)
    {
        var editor = site.Edit();
        editor.Enclose(owner, body, inner => TrySyntax.Catch(inner, release));
        return editor.Changed();
    }
}
