using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Leaks;

/// <summary>The forms of a try.</summary>
internal static class TrySyntax
{
    public static TryStatementSyntax Catch(IReadOnlyList<StatementSyntax> body, StatementSyntax release) =>
        Around(body).WithCatches([SyntaxFactory.CatchClause().WithBlock(UsingSyntax.Block([release, SyntaxFactory.ThrowStatement()]))]);

    public static TryStatementSyntax Finally(IReadOnlyList<StatementSyntax> body, StatementSyntax release) =>
        Around(body).WithFinally(SyntaxFactory.FinallyClause(UsingSyntax.Block([release])));

    /// <summary><c>c.Dispose();</c>, awaited or null-tolerant.</summary>
    public static IEnumerable<StatementSyntax> Disposals(string variable, bool isAsync)
    {
        yield return SyntaxFactory.ParseStatement(isAsync ? $"await {variable}.DisposeAsync();" : $"{variable}.Dispose();");
        yield return SyntaxFactory.ParseStatement(
            isAsync ? $"if ({variable} is not null) await {variable}.DisposeAsync();" : $"{variable}?.Dispose();");
    }

    private static TryStatementSyntax Around(IReadOnlyList<StatementSyntax> body) =>
        SyntaxFactory.TryStatement(UsingSyntax.Block(body), [], null)
            .WithLeadingTrivia(UsingSyntax.Blank(body[0]))
            .WithAdditionalAnnotations(Formatter.Annotation);
}
