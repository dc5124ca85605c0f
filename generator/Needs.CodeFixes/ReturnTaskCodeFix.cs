using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Needs.CodeFixes;

/// <summary>Lets an <c>async void</c> handler return <see cref="Task"/>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ReturnTaskCodeFix : DocumentCodeFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticIds.AsyncVoid];

    public override string Title => "Return Task";

    protected override void Fix(
        SyntaxEditor editor, Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        if (node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } declaration
            || model.GetDeclaredSymbol(declaration, cancellation) is not { } method
            || model.Compilation.GetTypeByMetadataName("System.Threading.Tasks.Task") is not { } task)
        {
            return;
        }

        // Both parts of a partial method return the same; one in another file is out of reach.
        IMethodSymbol?[] parts = [method, method.PartialDefinitionPart, method.PartialImplementationPart];
        var declarations = parts
            .SelectMany(part => part?.DeclaringSyntaxReferences ?? [])
            .Select(reference => reference.GetSyntax(cancellation))
            .OfType<MethodDeclarationSyntax>()
            .ToList();
        if (declarations.Exists(part => part.SyntaxTree != node.SyntaxTree))
            return;

        var name = task.ToSyntax(editor.Generator, model, declaration.SpanStart);
        foreach (var part in declarations)
            editor.ReplaceNode(part.ReturnType, (current, _) => name.WithTriviaFrom(current));
    }
}
