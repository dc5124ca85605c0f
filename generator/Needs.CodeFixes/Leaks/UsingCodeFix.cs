using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Leaks;

/// <summary>Disposes a resource that its function keeps for itself with <c>using</c>, in the form that keeps the meaning.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class UsingCodeFix : LeakCodeFix
{
    public override ImmutableArray<string> FixableDiagnosticIds =>
        [DiagnosticIds.LeakOnPath, DiagnosticIds.LeakOnException, DiagnosticIds.LeakByOverwrite, DiagnosticIds.CommandNotDisposed];

    public override string Title => "Dispose it with using";

    /// <summary>Whether a using may release what the variable holds: all of it is the function's own, to the end.</summary>
    internal static bool Serves(FixSite site, ILocalSymbol local) =>
        Ownership.IsSole(local, site) && !IsReleasedByOthers(site, local) && HandOver.Of(local, site).Exits.Count == 0;

    private protected override IEnumerable<SyntaxNode> Candidates(FixSite site)
    {
        if (!site.HasVariable || site.Local is not { } local)
            return UsingInline.Candidates(site);
        if (!Serves(site, local))
            return [];
        return UsingDeclared.Candidates(site, local)
            .Concat(UsingAssigned.Candidates(site, local))
            .Concat(UsingSegments.Candidates(site, local))
            .Concat(UsingAround.Candidates(site, local));
    }

    // Somebody releases it, or there would be no exception to skip that: then it is a method that is given the variable.
    private static bool IsReleasedByOthers(FixSite site, ILocalSymbol local) =>
        site.Diagnostic.Id == DiagnosticIds.LeakOnException
        && site.Kind != "transaction"
        && !Releases.Of(local, site.Function, site.Model).Any();
}
