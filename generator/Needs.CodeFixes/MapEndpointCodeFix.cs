using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Needs.Endpoints;

namespace Needs.CodeFixes;

/// <summary>Passes the generated endpoint instead of its handler.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MapEndpointCodeFix : DocumentCodeFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticIds.HandlerMappedByName];

    public override string Title => "Map the generated endpoint";

    protected override void Fix(
        SyntaxEditor editor, Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        if (MappedEndpoint.Of(diagnostic, model.Compilation) is not var (name, type))
            return;

        var handler = node.FirstAncestorOrSelf<ExpressionSyntax>(expression => expression.Span == diagnostic.Location.SourceSpan);
        var endpoint = SyntaxFactory.IdentifierName(name);
        ExpressionSyntax? mapped = handler switch
        {
            SimpleNameSyntax => endpoint,
            MemberAccessExpressionSyntax access when IsType(access.Expression) => access.WithName(endpoint),
            MemberAccessExpressionSyntax access => access.WithExpression(TypeAt(access.SpanStart)).WithName(endpoint),
            _ => null,
        };
        if (mapped is not null)
            editor.ReplaceNode(Whole(handler!), (current, _) => mapped.WithTriviaFrom(current));

        ExpressionSyntax TypeAt(int position) => (ExpressionSyntax)type.ToSyntax(editor.Generator, model, position);
        bool IsType(ExpressionSyntax expression) => model.GetSymbolInfo(expression, cancellation).Symbol is INamedTypeSymbol;
    }

    // The casts around the name were for the compiler.
    private static SyntaxNode Whole(ExpressionSyntax handler)
    {
        SyntaxNode whole = handler;
        while (whole.Parent is not (ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax } or null))
            whole = whole.Parent;
        return whole;
    }
}
