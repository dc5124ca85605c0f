using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Needs.CodeFixes;

/// <summary>Lets the file-local type around a handler be seen by generated code.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MakeInternalCodeFix : DocumentCodeFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticIds.FileLocalType];

    public override string Title => "Make the type internal";

    // All parts of a file-local type stand in its one file.
    protected override void Fix(
        SyntaxEditor editor, Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        var types = node.AncestorsAndSelf().OfType<BaseTypeDeclarationSyntax>();
        if (types.LastOrDefault() is not { } outermost || model.GetDeclaredSymbol(outermost, cancellation) is not { } type)
            return;

        foreach (var part in type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellation)))
            editor.ReplaceNode(part, (current, _) => MakeInternal((BaseTypeDeclarationSyntax)current));
    }

    private static BaseTypeDeclarationSyntax MakeInternal(BaseTypeDeclarationSyntax type)
    {
        var file = type.Modifiers.FirstOrDefault(modifier => modifier.IsKind(SyntaxKind.FileKeyword));
        if (!file.IsKind(SyntaxKind.FileKeyword))
            return type;

        var @internal = SyntaxFactory.Token(SyntaxKind.InternalKeyword).WithTriviaFrom(file);
        return (BaseTypeDeclarationSyntax)type.WithModifiers(type.Modifiers.Replace(file, @internal));
    }
}
