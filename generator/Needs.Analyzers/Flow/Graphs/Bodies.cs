using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Needs.Analyzers.Flow;

/// <summary>Finds the bodies of the compilation's methods, wherever they are declared.</summary>
internal sealed class Bodies(Compilation compilation, CancellationToken cancellation)
{
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = new();
    private readonly ConcurrentDictionary<IMethodSymbol, Body?> _bodies = new(SymbolEqualityComparer.Default);

    /// <summary>The body of a method or accessor of this compilation; null for one without (abstract, automatic, extern) or one from elsewhere.</summary>
    public Body? Of(IMethodSymbol method) => _bodies.GetOrAdd(method.OriginalDefinition, Find);

    private Body? Find(IMethodSymbol method)
    {
        method = method.PartialImplementationPart ?? method;
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            var syntax = reference.GetSyntax(cancellation);
            if (BodyOf(syntax) is not { } node || !compilation.ContainsSyntaxTree(node.SyntaxTree))
                continue;

            var model = _models.GetOrAdd(node.SyntaxTree, tree => compilation.GetSemanticModel(tree));
            if (GraphOf(model.GetOperation(node, cancellation)) is { } graph)
                return new Body(method, method.ContainingType, graph);
        }

        return null;
    }

    private ControlFlowGraph? GraphOf(IOperation? operation) => operation switch
    {
        IMethodBodyOperation { Parent: null } body => ControlFlowGraph.Create(body, cancellation),
        IConstructorBodyOperation { Parent: null } body => ControlFlowGraph.Create(body, cancellation),
        IBlockOperation { Parent: null } block => ControlFlowGraph.Create(block, cancellation),
        _ => null,
    };

    private static SyntaxNode? BodyOf(SyntaxNode syntax) => syntax switch
    {
        BaseMethodDeclarationSyntax { Body: null, ExpressionBody: null } => null,
        BaseMethodDeclarationSyntax method => method,
        AccessorDeclarationSyntax { Body: null, ExpressionBody: null } => null,
        AccessorDeclarationSyntax accessor => accessor,
        ArrowExpressionClauseSyntax arrow => arrow,
        PropertyDeclarationSyntax { ExpressionBody: { } arrow } => arrow,
        IndexerDeclarationSyntax { ExpressionBody: { } arrow } => arrow,
        _ => null,
    };
}
