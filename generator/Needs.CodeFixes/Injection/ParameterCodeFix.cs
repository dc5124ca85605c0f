using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Injection;

/// <summary>Takes a value out of SQL text and passes it beside the text: as a parameter of the command, of Dapper's object, or of an interpolated statement.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ParameterCodeFix : CheckedCodeFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticIds.SqlInjection];

    public override string Title => "Pass the value as a parameter";

    private protected override IEnumerable<SyntaxNode> Candidates(FixSite site)
    {
        if (site.Node is not ExpressionSyntax part || Statement(site, part) is not { } text)
            yield break;

        foreach (var taker in Takers(site, text))
        {
            foreach (var changes in taker)
                yield return site.Root.SyntaxTree.WithChangedText(site.Root.SyntaxTree.GetText(site.Cancellation).WithChanges(changes)).GetRoot(site.Cancellation);
        }
    }

    /// <summary>The text that the value is a part of, and those of its parts that are to become parameters.</summary>
    private static SqlText? Statement(FixSite site, ExpressionSyntax part)
    {
        var whole = SqlText.WholeOf(part);
        if (whole != part)
            return SqlText.Of(whole, whole, site.Model)?.For(part);

        // A variable that is made once, and used here only.
        if (LocalText.Of(part, site) is not { } value)
            return null;
        var text = SqlText.Of(value, part, site.Model);
        return text?.ForAllTexts(site.Model);
    }

    private static IEnumerable<IEnumerable<IReadOnlyList<TextChange>>> Takers(FixSite site, SqlText text)
    {
        yield return RawStatement.Changes(site, text);
        yield return DapperCall.Changes(site, text);
        yield return CommandText.Changes(site, text);
    }
}
