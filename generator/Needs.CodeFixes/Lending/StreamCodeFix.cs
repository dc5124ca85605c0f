using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Lending;

/// <summary>
/// Lets a handler whose task gives a stream return the stream itself: then its connection is kept until the stream is read.
/// Only where nothing is awaited before, and nobody calls the handler yet.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class StreamCodeFix : LendingCodeFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticIds.LazyResult];

    public override string Title => "Return the stream itself";

    private protected override IEnumerable<SyntaxNode> Candidates(FixSite site)
    {
        if (site.Function is not MethodDeclarationSyntax { ReturnType: GenericNameSyntax { TypeArgumentList.Arguments: [var stream] } } method
            || site.Model.GetTypeInfo(stream, site.Cancellation).Type is not { Name: "IAsyncEnumerable" }
            || site.Node is not ExpressionSyntax result
            || Functions.Own(method).Any(node => node is AwaitExpressionSyntax || (node is ReturnStatementSyntax other && !other.Contains(result)))
            || IsCalled(method, site))
        {
            return [];
        }

        var editor = site.Edit();
        if (Inner(result) is { } inner)
            editor.Replace(result, current => inner.WithTriviaFrom(current));
        editor.Replace(method.ReturnType, current => stream.WithTriviaFrom(current));
        editor.Replace(method, current => WithoutAsync((MethodDeclarationSyntax)current));
        return [editor.Changed()];
    }

    // Task.FromResult(stream), new ValueTask<…>(stream)
    private static ExpressionSyntax? Inner(ExpressionSyntax result) => result switch
    {
        InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var stream }] } call when Calls.NameOf(call) == "FromResult" => stream,
        BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var stream }] } => stream,
        _ => null,
    };

    private static MethodDeclarationSyntax WithoutAsync(MethodDeclarationSyntax method)
    {
        var index = method.Modifiers.IndexOf(SyntaxKind.AsyncKeyword);
        if (index < 0)
            return method;

        var leading = method.GetLeadingTrivia();
        var changed = method.WithModifiers(method.Modifiers.RemoveAt(index));
        return index == 0 && method.AttributeLists.Count == 0 ? changed.WithLeadingTrivia(leading) : changed;
    }

    private static bool IsCalled(MethodDeclarationSyntax method, FixSite site) =>
        site.Model.Compilation.SyntaxTrees.Where(IsWritten).Any(tree =>
            tree.GetRoot(site.Cancellation).DescendantTokens().Count(token => token.ValueText == method.Identifier.ValueText)
                > (tree == site.Root.SyntaxTree ? 1 : 0));

    private static bool IsWritten(SyntaxTree tree) => !tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal);
}
