using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Leaks;

/// <summary>Moves a release that a using can't replace into a finally: it has a condition, or gives the resource back to a pool.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class FinallyCodeFix : LeakCodeFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticIds.LeakOnPath, DiagnosticIds.LeakOnException];

    public override string Title => "Release it in a finally";

    private protected override IEnumerable<SyntaxNode> Candidates(FixSite site)
    {
        if (!site.HasVariable || site.Local is not { } local)
            return [];
        return UsingCodeFix.Serves(site, local)
            ? InExistingFinally(site, local)
            : from place in Place.After(site.Node, local)
              let release = Release(place, local, site)
              let body = Body(place.Statements, release)
              where body.Count > 0
              select Enclosed(site, place.Owner, body, release);
    }

    // A finally that is there already, of a try in which the variable is filled, disposes other things: this one is the last.
    private static IEnumerable<SyntaxNode> InExistingFinally(FixSite site, ILocalSymbol local) =>
        from attempt in site.Node.Ancestors().TakeWhile(node => node != site.Function).OfType<TryStatementSyntax>()
        where attempt.Block.Contains(site.Node)
        let end = attempt.Finally?.Block
        where end is not null
        from release in TrySyntax.Disposals(local.Name, Functions.MayAwait(end) && local.Type.IsAsyncDisposable())
        select site.Root.ReplaceNode(end, end.AddStatements(release.WithAdditionalAnnotations(Formatter.Annotation)));

    // The last statement of the list that releases the variable, be it under a condition.
    private static StatementSyntax? Release(Place place, ILocalSymbol local, FixSite site) =>
        place.Statements.LastOrDefault(statement => IsRelease(statement, local.Name, site));

    private static bool IsRelease(StatementSyntax statement, string variable, FixSite site) => statement switch
    {
        ExpressionStatementSyntax call => Releases.IsRelease(call) ? call.Mentions(variable) : GivesBack(call, variable, site),
        IfStatementSyntax { Else: null, Condition: var condition, Statement: var branch } when Purity.IsPure(condition) => branch switch
        {
            BlockSyntax { Statements.Count: 1 } block => IsRelease(block.Statements[0], variable, site),
            BlockSyntax => false,
            _ => IsRelease(branch, variable, site),
        },
        _ => false,
    };

    /// <summary>Whether a method is called that takes the variable's resource back.</summary>
    internal static bool GivesBack(StatementSyntax statement, string variable, FixSite site) =>
        statement is ExpressionStatementSyntax { Expression: var expression }
        && !Releases.IsRelease(statement)
        && expression.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().FirstOrDefault() is { } call
        && (call.ArgumentList.Arguments.Any(argument => IsNamed(argument.Expression, variable))
            || (call.Expression is MemberAccessExpressionSyntax access && IsNamed(access.Expression, variable)))
        && site.Model.GetSymbolInfo(call, site.Cancellation).Symbol is IMethodSymbol method
        && (Releases.IsNameOf(method) || method.Parameters.Any(parameter => site.TakesOver(method, parameter)));

    private static bool IsNamed(ExpressionSyntax expression, string variable) =>
        expression is IdentifierNameSyntax name && name.Identifier.ValueText == variable;

    // What comes after the release stays after it, unless it needs what is declared before: then it must be no more than a return.
    private static IReadOnlyList<StatementSyntax> Body(IReadOnlyList<StatementSyntax> statements, StatementSyntax? release)
    {
        if (release is null)
            return [];

        var before = statements.TakeWhile(statement => statement != release).ToList();
        if (Ranges.IsClosed(statements, before.Count))
            return before;
        var after = statements.Skip(before.Count + 1).ToList();
        return after.TrueForAll(Purity.IsBrief) ? [.. before, .. after] : [];
    }

    private static SyntaxNode Enclosed(FixSite site, SyntaxNode owner, IReadOnlyList<StatementSyntax> body, StatementSyntax release)
    {
        var editor = site.Edit();
        editor.RemoveQuietly(release);
        editor.Enclose(owner, body, inner => TrySyntax.Finally(inner, release.WithoutTrivia()));
        return editor.Changed();
    }
}
