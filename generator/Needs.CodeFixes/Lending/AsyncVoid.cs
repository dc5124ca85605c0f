using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Lending;

/// <summary>A method of the same document that is <c>async void</c>: it can return its task, if everybody who calls it can await that.</summary>
internal sealed record AsyncVoid(IMethodSymbol Method, SyntaxNode Declaration, FixSite Site)
{
    public static AsyncVoid? Of(InvocationExpressionSyntax call, FixSite site) =>
        site.Method(call) is { IsAsync: true, ReturnsVoid: true, DeclaringSyntaxReferences: [var reference] } method
        && reference.SyntaxTree == site.Root.SyntaxTree
            ? new AsyncVoid(method, reference.GetSyntax(site.Cancellation), site)
            : null;

    public IEnumerable<SyntaxNode> Candidates()
    {
        var calls = Site.Root.NamesOf(Method, Site.Model).Select(name => Calls.At(name) ?? Calls.At(name.Parent!)).ToList();
        if (IsKnownElsewhere() || !calls.TrueForAll(call => call is { Parent: ExpressionStatementSyntax } && Functions.MayAwait(call)))
            yield break;

        var editor = Site.Edit();
        foreach (var call in calls.OfType<InvocationExpressionSyntax>())
            editor.Replace(call, current => Awaits.Of((ExpressionSyntax)current));
        if (Returned is { } type && Site.Model.Compilation.GetTypeByMetadataName("System.Threading.Tasks.Task") is { } task)
        {
            var name = task.ToSyntax(SyntaxGenerator.GetGenerator(Site.Document), Site.Model, type.SpanStart);
            editor.Replace(type, current => name.WithTriviaFrom(current));
            yield return editor.Changed();
        }
    }

    private TypeSyntax? Returned => Declaration switch
    {
        MethodDeclarationSyntax method => method.ReturnType,
        LocalFunctionStatementSyntax local => local.ReturnType,
        _ => null,
    };

    // By other projects, by other documents, or by those who hold the type it overrides a method of.
    private bool IsKnownElsewhere() =>
        Method is { MethodKind: not MethodKind.LocalFunction }
        && (Method.IsOverride
            || Method.IsVirtual
            || IsPublic(Method)
            || Site.Model.Compilation.SyntaxTrees.Any(tree =>
                tree != Site.Root.SyntaxTree && tree.GetRoot(Site.Cancellation).DescendantTokens().Any(token => token.ValueText == Method.Name)));

    private static bool IsPublic(ISymbol? symbol) =>
        symbol is null or INamespaceSymbol
        || (symbol.DeclaredAccessibility is not (Accessibility.Private or Accessibility.Internal or Accessibility.ProtectedAndInternal)
            && IsPublic(symbol.ContainingSymbol));
}
