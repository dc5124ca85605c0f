using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Leaks;

/// <summary>Disposes a resource that is handed over in the end, if an exception comes before that.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class CatchCodeFix : LeakCodeFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticIds.LeakOnException];

    public override string Title => "Dispose it in a catch";

    private protected override IEnumerable<SyntaxNode> Candidates(FixSite site)
    {
        if (IsMemberOfNewObject(site) && site.Node.FirstAncestorOrSelf<StatementSyntax>() is { } start)
            return InConstructor(site, start);
        if (!site.HasVariable || site.Local is not { } local || !Ownership.IsSole(local, site))
            return [];

        var uses = HandOver.Of(local, site);
        return
            from place in Place.After(site.Node, local)
            let body = Body(place.Statements, uses)
            where body.Count > 0 && !place.Statements.Any(statement => FinallyCodeFix.GivesBack(statement, local.Name, site))
            from release in TrySyntax.Disposals(local.Name, Functions.MayAwait(body[0]) && local.Type.IsAsyncDisposable())
            select Enclosed(site, place.Owner, body, release);
    }

    // Nobody gets the object whose constructor throws: nobody else can dispose what it holds by then.
    private static bool IsMemberOfNewObject(FixSite site) =>
        site.Function is ConstructorDeclarationSyntax
        && site.Symbol is IFieldSymbol { IsStatic: false } or IPropertySymbol { IsStatic: false };

    private static IEnumerable<SyntaxNode> InConstructor(FixSite site, StatementSyntax start) =>
        StatementLists.OwnerOf(start) is { } owner && StatementLists.After(start) is { Count: > 0 } body
            ? TrySyntax.Disposals(site.Symbol!.Name, isAsync: false).Select(release => Enclosed(site, owner, body, release))
            : [];

    /// <summary>Goes on with a document in which another fix has made a first step.</summary>
    internal Task<CheckedDocument?> FinishAsync(
        CheckedDocument before, CheckedDocument current, Diagnostic first, Diagnostic left, CancellationToken cancellation) =>
        TryAsync(current, left, after => AcceptAsync(before, after, first, cancellation), cancellation);

    // Up to where it is handed over, not further: from there on it is somebody else's.
    private static IReadOnlyList<StatementSyntax> Body(IReadOnlyList<StatementSyntax> statements, HandOver uses) =>
        Ranges.Through(statements, uses.IsLeftIn) is { Count: > 0 } body ? body
            : uses.Exits.Count > 0 ? Ranges.Through(statements, uses.Concerns)
            : [];

    private static SyntaxNode Enclosed(FixSite site, SyntaxNode owner, IReadOnlyList<StatementSyntax> body, StatementSyntax release)
    {
        var editor = site.Edit();
        editor.Enclose(owner, body, inner => TrySyntax.Catch(inner, release));
        return editor.Changed();
    }
}
