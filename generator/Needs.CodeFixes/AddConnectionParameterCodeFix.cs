using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Needs.CodeFixes;

/// <summary>Adds the parameter that is lent the connection: of the type that other handlers of the class use, else DbConnection.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class AddConnectionParameterCodeFix : DocumentCodeFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticIds.NoConnectionParameter];

    public override string Title => "Add a connection parameter";

    protected override void Fix(
        SyntaxEditor editor, Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        if (node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } declaration
            || model.GetDeclaredSymbol(declaration, cancellation) is not { } method
            || ConnectionType(method, model.Compilation) is not { } type)
        {
            return;
        }

        var typeSyntax = type.ToSyntax(editor.Generator, model, declaration.SpanStart);
        var parameter = (ParameterSyntax)editor.Generator.ParameterDeclaration(Name(method), typeSyntax);
        editor.ReplaceNode(
            declaration.ParameterList,
            (current, _) => Insert((ParameterListSyntax)current, method.IsExtensionMethod ? 1 : 0, parameter));
    }

    private static ITypeSymbol? ConnectionType(IMethodSymbol method, Compilation compilation) =>
        method.ContainingType.GetMembers().OfType<IMethodSymbol>()
            .Where(HandlerShape.IsHandler)
            .SelectMany(handler => handler.Parameters)
            .Select(parameter => parameter.Type)
            .FirstOrDefault(SymbolFacts.IsConnection)
        ?? compilation.GetTypeByMetadataName("System.Data.Common.DbConnection");

    private static string Name(IMethodSymbol method)
    {
        string[] preferred = ["db", "connection", "dbConnection"];
        return preferred.FirstOrDefault(IsFree) ?? Enumerable.Range(2, int.MaxValue - 2).Select(number => $"db{number}").First(IsFree);

        bool IsFree(string name) => method.Parameters.All(parameter => parameter.Name != name);
    }

    // The new parameter takes over the line of the one whose place it takes; the comments of that one stay with it.
    private static ParameterListSyntax Insert(ParameterListSyntax list, int index, ParameterSyntax parameter)
    {
        var parameters = list.Parameters;
        if (parameters.Count == 0)
            return list.WithParameters(parameters.Add(parameter));

        if (index == parameters.Count)
            return list.WithParameters(parameters.Insert(index, parameter.WithLeadingTrivia(SyntaxFactory.Space)));

        var next = parameters[index];
        var indentation = next.GetLeadingTrivia().TakeWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia));
        var lineBreak = next.GetFirstToken().GetPreviousToken().TrailingTrivia.Where(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        var inserted = parameters.Insert(index, parameter.WithLeadingTrivia(indentation));
        var comma = inserted.GetSeparator(index);
        var separated = comma.WithTrailingTrivia(lineBreak.DefaultIfEmpty(SyntaxFactory.Space));
        return list.WithParameters(inserted.ReplaceSeparator(comma, separated));
    }
}
