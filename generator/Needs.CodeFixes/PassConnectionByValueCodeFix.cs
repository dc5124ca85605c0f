using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Needs.CodeFixes;

/// <summary>Makes a lent parameter an ordinary one: no <c>ref</c>, <c>out</c>, <c>in</c> or <c>params</c>, no default value.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PassConnectionByValueCodeFix : DocumentCodeFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticIds.UnsupportedConnectionParameter];

    public override string Title => "Pass the connection by value";

    protected override void Fix(
        SyntaxEditor editor, Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        if (node.FirstAncestorOrSelf<ParameterSyntax>() is { } parameter)
            editor.ReplaceNode(parameter, (current, _) => ByValue((ParameterSyntax)current));
    }

    private static ParameterSyntax ByValue(ParameterSyntax parameter)
    {
        var kept = parameter.Modifiers.Where(modifier => modifier.Kind() is SyntaxKind.ThisKeyword or SyntaxKind.ScopedKeyword);
        var bare = parameter.WithModifiers(SyntaxFactory.TokenList(kept));
        if (bare.Default is not null)
            bare = bare.WithDefault(null).WithIdentifier(bare.Identifier.WithTrailingTrivia());
        return bare.WithTriviaFrom(parameter);
    }
}
