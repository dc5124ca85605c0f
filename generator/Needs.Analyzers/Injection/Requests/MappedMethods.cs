using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Needs.Analyzers.Injection.Requests;

/// <summary>The methods whose names are given to <c>MapGet</c> and the like: <c>app.MapGet("/orders", Orders.Find)</c>.</summary>
internal sealed class MappedMethods(Compilation compilation, CancellationToken cancellation)
{
    private readonly Lazy<HashSet<ISymbol>> _methods = new(() => [.. Find(compilation, cancellation)]);
    private readonly Lazy<bool> _any = new(() => compilation.GetTypeByMetadataName("Microsoft.AspNetCore.Routing.IEndpointRouteBuilder") is not null);

    public static IEnumerable<string> Names => ["MapGet", "MapPost", "MapPut", "MapDelete", "MapPatch", "MapMethods", "MapFallback"];

    public static bool IsMap(string name) =>
        name is "MapGet" or "MapPost" or "MapPut" or "MapDelete" or "MapPatch" or "MapMethods" or "Map" or "MapFallback";

    public bool Has(IMethodSymbol method) => _any.Value && _methods.Value.Contains(method.OriginalDefinition);

    private static IEnumerable<ISymbol> Find(Compilation compilation, CancellationToken cancellation)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            // A search in the text is far cheaper than a walk: most files map nothing.
            if (!tree.TryGetText(out var text) || text.ToString().IndexOf(".Map", StringComparison.Ordinal) < 0)
                continue;

            SemanticModel? model = null;
            foreach (var call in tree.GetRoot(cancellation).DescendantNodes().OfType<InvocationExpressionSyntax>())
            {
                if (call.Expression is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } || !IsMap(name))
                    continue;

                var handler = call.ArgumentList.Arguments.LastOrDefault()?.Expression;
                if (handler is not (IdentifierNameSyntax or MemberAccessExpressionSyntax))
                    continue;

                model ??= compilation.GetSemanticModel(tree);
                var symbol = model.GetSymbolInfo(handler, cancellation);
                if ((symbol.Symbol ?? symbol.CandidateSymbols.FirstOrDefault()) is IMethodSymbol { MethodKind: MethodKind.Ordinary } method)
                    yield return method.OriginalDefinition;
            }
        }
    }
}
