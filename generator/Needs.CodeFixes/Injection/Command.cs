using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Injection;

/// <summary>A command that gets its text in a statement, and what it is called after that.</summary>
/// <param name="Name">The variable or member.</param>
/// <param name="Type">Its type.</param>
/// <param name="Anchor">The statement.</param>
internal sealed record Command(string Name, ITypeSymbol Type, StatementSyntax Anchor)
{
    public static Command? Of(ExpressionSyntax text, FixSite site)
    {
        switch (text.Parent)
        {
            case AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CommandText", Expression: var command }, Parent: ExpressionStatementSyntax statement } assignment
                when assignment.Right == text && Purity.IsPure(command):
                return Made(command.ToString(), site.Model.GetTypeInfo(command, site.Cancellation).Type, statement);
            case AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "CommandText" }, Parent: InitializerExpressionSyntax { Parent: BaseObjectCreationExpressionSyntax creation } }:
                return OfCreation(creation, site);
            case ArgumentSyntax { Parent: ArgumentListSyntax { Parent: BaseObjectCreationExpressionSyntax creation } }:
                return OfCreation(creation, site);
            case ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CreateCommand" } } call } }:
                return OfCreation(call, site);
            default:
                return null;
        }
    }

    /// <summary>Puts statements after the one that gives the text; null if there is no room.</summary>
    public IReadOnlyList<TextChange>? Insert(IReadOnlyList<string> statements, FixSite site)
    {
        var source = site.Root.SyntaxTree.GetText(site.Cancellation);
        var indent = IndentOf(source, Anchor);
        if (Anchor is UsingStatementSyntax { Statement: BlockSyntax body })
        {
            if (body.Statements.Count == 0)
                return null;
            var first = body.Statements[0];
            var inner = IndentOf(source, first);
            return [new TextChange(new TextSpan(first.SpanStart, 0), string.Concat(statements.Select(statement => statement + NewLine(source) + inner)))];
        }

        if (Anchor is UsingStatementSyntax)
            return null;

        var added = string.Concat(statements.Select(statement => NewLine(source) + indent + statement));
        if (Anchor.Parent is BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax)
            return [new TextChange(new TextSpan(Anchor.Span.End, 0), added)];

        // A statement alone gets braces.
        if (Anchor.Parent is not StatementSyntax and not ElseClauseSyntax)
            return null;
        var outer = IndentOf(source, Anchor.Parent is ElseClauseSyntax { Parent: StatementSyntax branch } ? branch : (StatementSyntax)Anchor.Parent);
        var line = source.Lines.GetLineFromPosition(Anchor.SpanStart);
        if (!string.IsNullOrWhiteSpace(source.ToString(TextSpan.FromBounds(line.Start, Anchor.SpanStart))))
            return null;
        return
        [
            new TextChange(new TextSpan(line.Start, 0), outer + "{" + NewLine(source)),
            new TextChange(new TextSpan(Anchor.Span.End, 0), added + NewLine(source) + outer + "}"),
        ];
    }

    private static Command? OfCreation(ExpressionSyntax creation, FixSite site)
    {
        if (site.Model.GetTypeInfo(creation, site.Cancellation).Type is not { } type || type.GetMembers().IsEmpty && type.BaseType is null)
            return null;

        switch (creation.Parent)
        {
            case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: StatementSyntax statement } } declarator }
                when statement is LocalDeclarationStatementSyntax or UsingStatementSyntax:
                return Made(declarator.Identifier.ValueText, type, statement);
            case AssignmentExpressionSyntax { Left: IdentifierNameSyntax or MemberAccessExpressionSyntax, Parent: ExpressionStatementSyntax statement } assignment when assignment.Right == creation:
                return Made(assignment.Left.ToString(), type, statement);
            default:
                return null;
        }
    }

    // Adapters and the like have no parameters of their own.
    private static Command? Made(string name, ITypeSymbol? type, StatementSyntax statement)
    {
        if (type is null)
            return null;
        var has = type.AllInterfaces.Prepend(type).Concat(Bases(type)).Any(one => one.GetMembers("Parameters").OfType<IPropertySymbol>().Any());
        return has ? new Command(name, type, statement) : null;
    }

    private static IEnumerable<ITypeSymbol> Bases(ITypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
            yield return current;
    }

    private static string IndentOf(SourceText source, SyntaxNode node)
    {
        var line = source.Lines.GetLineFromPosition(node.SpanStart).ToString();
        return line.Substring(0, line.Length - line.TrimStart().Length);
    }

    private static string NewLine(SourceText source) => source.Lines[0].ToString().Length == source.Lines[0].Span.Length && source.ToString().Contains("\r\n") ? "\r\n" : "\n";
}
