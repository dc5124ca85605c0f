using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Needs.Generator;

namespace Needs.Benchmarks.Generator;

/// <summary>As many generators begin: all methods with attributes are looked at. The models can be compared, so what is the same is not written again.</summary>
internal sealed class SyntaxProvider : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var handlers = context.SyntaxProvider
            .CreateSyntaxProvider(static (node, _) => MayBeHandler(node), static (found, cancellation) => Parse(found.Node, found.SemanticModel, cancellation))
            .Where(static handler => handler is not null)
            .Select(static (handler, _) => handler!);
        Write(context, handlers);
    }

    public static bool MayBeHandler(SyntaxNode node) => node is MethodDeclarationSyntax { AttributeLists.Count: > 0 };

    public static ParsedHandler? Parse(SyntaxNode node, SemanticModel model, CancellationToken cancellation) =>
        model.GetDeclaredSymbol((MethodDeclarationSyntax)node, cancellation) is { } method && HandlerShape.IsHandler(method)
            ? HandlerParser.Parse(method, model, cancellation)
            : null;

    public static void Write(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<ParsedHandler> handlers) => Outputs.Register(
        context,
        handlers.Where(static one => !one.Handler.Needs.IsEmpty),
        handlers.Where(static one => one.Handler.Needs.IsEmpty));
}
