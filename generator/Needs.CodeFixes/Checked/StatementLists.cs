using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Needs.CodeFixes.Checked;

/// <summary>Where statements stand one after another: a block, a section of a switch, the top level of a program.</summary>
internal static class StatementLists
{
    /// <summary>The node that lists the statement; null for one that is a whole body, as in <c>if (x) statement</c>.</summary>
    public static SyntaxNode? OwnerOf(StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax or SwitchSectionSyntax => statement.Parent,
        GlobalStatementSyntax global => global.Parent,
        _ => null,
    };

    public static IReadOnlyList<StatementSyntax> In(SyntaxNode owner) => owner switch
    {
        // A list of the compiler's must not be made here: it would have copies of the statements in it.
        BlockSyntax block => (IReadOnlyList<StatementSyntax>)block.Statements,
        SwitchSectionSyntax section => section.Statements,
        CompilationUnitSyntax program => program.Members.OfType<GlobalStatementSyntax>().Select(member => member.Statement).ToArray(),
        _ => Array.Empty<StatementSyntax>(),
    };

    public static IReadOnlyList<StatementSyntax> After(StatementSyntax statement) =>
        OwnerOf(statement) is { } owner ? [.. In(owner).SkipWhile(other => other != statement).Skip(1)] : [];

    public static SyntaxNode With(this SyntaxNode owner, IEnumerable<StatementSyntax> statements) => owner switch
    {
        BlockSyntax block => block.WithStatements([.. statements]),
        SwitchSectionSyntax section => section.WithStatements([.. statements]),
        CompilationUnitSyntax program => program.WithMembers(
            [.. statements.Select(SyntaxFactory.GlobalStatement), .. program.Members.Where(member => member is not GlobalStatementSyntax)]),
        _ => owner,
    };
}
