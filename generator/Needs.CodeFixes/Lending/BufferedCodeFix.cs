using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Lending;

/// <summary>Lets a query read all its rows at once: then its reader is closed before the next command.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class BufferedCodeFix : LendingCodeFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticIds.LazyResult, DiagnosticIds.ConcurrentUse];

    public override string Title => "Buffer the rows";

    private protected override IEnumerable<SyntaxNode> Candidates(FixSite site) =>
        Unbuffered.Around([site.Node, .. site.Others], site)
            .Select(argument => site.Root.ReplaceNode(argument.Parent!, Unbuffered.Without(argument)))
            .Concat(site.Diagnostic.Id == DiagnosticIds.ConcurrentUse ? Unbuffered.Streams(site).Select(loop => Unbuffered.Read(loop, site)) : []);
}
