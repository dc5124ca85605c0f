using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Needs.CodeFixes;

/// <summary>Gives a handler with <c>Retries</c> the transaction that it lacks.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RunInTransactionCodeFix : DocumentCodeFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticIds.UnretryableHandler];

    public override string Title => "Run it in a transaction";

    protected override void Fix(
        SyntaxEditor editor, Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        if (node.FirstAncestorOrSelf<AttributeSyntax>() is not { ArgumentList: { } list }
            || node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } declaration
            || model.GetDeclaredSymbol(declaration, cancellation) is not { } method
            || !RetryRules.NeedsTransaction(HandlerShape.Of(method, cancellation)))
        {
            return;
        }

        var transaction = (AttributeArgumentSyntax)editor.Generator.AttributeArgument("Transaction", editor.Generator.TrueLiteralExpression());
        editor.ReplaceNode(list, (current, _) => WithArgument((AttributeArgumentListSyntax)current, transaction));
    }

    private static AttributeArgumentListSyntax WithArgument(AttributeArgumentListSyntax list, AttributeArgumentSyntax argument)
    {
        var name = argument.NameEquals!.Name.Identifier.ValueText;
        var written = list.Arguments.IndexOf(other => other.NameEquals?.Name.Identifier.ValueText == name);
        return written < 0
            ? list.AddArguments(argument)
            : list.WithArguments(list.Arguments.Replace(list.Arguments[written], argument.WithTriviaFrom(list.Arguments[written])));
    }
}
