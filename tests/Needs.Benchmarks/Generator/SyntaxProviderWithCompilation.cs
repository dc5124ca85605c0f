using Microsoft.CodeAnalysis;

namespace Needs.Benchmarks.Generator;

/// <summary>The shape of a generator that was moved from <c>ISourceGenerator</c>: nodes and the compilation, and models that never equal.</summary>
internal sealed class SyntaxProviderWithCompilation : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var handlers = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => SyntaxProvider.MayBeHandler(node), static (found, _) => found.Node)
            .Combine(context.CompilationProvider)
            .Select(static (pair, cancellation) => SyntaxProvider.Parse(pair.Left, pair.Right.GetSemanticModel(pair.Left.SyntaxTree), cancellation))
            .Where(static handler => handler is not null)
            .Select(static (handler, _) => handler! with { })
            .WithComparer(ReferenceEqualityComparer.Instance);
        SyntaxProvider.Write(context, handlers);
    }
}
