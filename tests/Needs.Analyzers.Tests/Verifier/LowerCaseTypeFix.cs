using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Needs.Analyzers.Tests.Verifier;

/// <summary>Fixes the toy rule, except for names on which it does what a bad fix does.</summary>
public sealed class LowerCaseTypeFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds => ["LOW"];

    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(async (context, document, diagnostics) =>
    {
        foreach (var diagnostic in diagnostics.OrderByDescending(d => d.Location.SourceSpan.Start))
        {
            if ((await document.GetTextAsync()).ToString(diagnostic.Location.SourceSpan) != "single")
                document = await FixAsync(document, diagnostic, context.CancellationToken);
        }

        return document;
    });

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var diagnostic = context.Diagnostics[0];
        var name = (await context.Document.GetTextAsync(context.CancellationToken)).ToString(diagnostic.Location.SourceSpan);
        if (name is not "keep" and not "agaiN")
            context.RegisterCodeFix(CodeAction.Create("Upper case", ct => FixAsync(context.Document, diagnostic, ct), "Upper"), diagnostic);
    }

    private static async Task<Document> FixAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var text = await document.GetTextAsync(cancellationToken);
        var name = text.ToString(diagnostic.Location.SourceSpan);
        var better = name switch
        {
            "space" => " Space",
            "broken" => "Broken : Missing",
            "again" => "agaiN",
            _ => char.ToUpperInvariant(name[0]) + name[1..],
        };
        return document.WithText(text.WithChanges(new TextChange(diagnostic.Location.SourceSpan, better)));
    }
}
