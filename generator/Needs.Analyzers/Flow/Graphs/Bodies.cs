using System.Collections.Concurrent;
using System.Collections.Immutable;
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
    private readonly ConcurrentDictionary<ITypeSymbol, ImmutableArray<Body>> _initializers = new(SymbolEqualityComparer.Default);

    /// <summary>The body of a method or accessor of this compilation; null for one without (abstract, automatic, extern) or one from elsewhere.</summary>
    public Body? Of(IMethodSymbol method) => _bodies.GetOrAdd(method.OriginalDefinition, Find);

    /// <summary>Whether a method has a body here: cheap, while the body itself has to be bound.</summary>
    public bool HasBody(IMethodSymbol method)
    {
        method = method.OriginalDefinition;
        foreach (var reference in (method.PartialImplementationPart ?? method).DeclaringSyntaxReferences)
        {
            if (BodyOf(reference.GetSyntax(cancellation)) is not null)
                return true;
        }

        return false;
    }

    /// <summary>The initialisers of a type's fields and properties that can hold a resource.</summary>
    public ImmutableArray<Body> InitializersOf(ITypeSymbol type, DatabaseTypes types) =>
        _initializers.GetOrAdd(type.OriginalDefinition, found => [.. FindInitializers(found, types)]);

    private IEnumerable<Body> FindInitializers(ITypeSymbol type, DatabaseTypes types)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is not (IFieldSymbol { IsStatic: false, IsImplicitlyDeclared: false } or IPropertySymbol { IsStatic: false })
                || !types.MayHold(member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type)
                || InitializerOf(member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation)) is not { } initializer)
            {
                continue;
            }

            var operation = ModelOf(initializer).GetOperation(initializer, cancellation);
            var graph = operation switch
            {
                IFieldInitializerOperation { Parent: null } ofField => ControlFlowGraph.Create(ofField, cancellation),
                IPropertyInitializerOperation { Parent: null } ofProperty => ControlFlowGraph.Create(ofProperty, cancellation),
                _ => null,
            };
            if (graph is not null)
                yield return new Body(method: null, member.ContainingType, graph);
        }
    }

    private static EqualsValueClauseSyntax? InitializerOf(SyntaxNode? declaration) => declaration switch
    {
        VariableDeclaratorSyntax field => field.Initializer,
        PropertyDeclarationSyntax property => property.Initializer,
        _ => null,
    };

    private SemanticModel ModelOf(SyntaxNode node) => _models.GetOrAdd(node.SyntaxTree, tree => compilation.GetSemanticModel(tree));

    private Body? Find(IMethodSymbol method)
    {
        method = method.PartialImplementationPart ?? method;
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            var syntax = reference.GetSyntax(cancellation);
            if (BodyOf(syntax) is not { } node || !compilation.ContainsSyntaxTree(node.SyntaxTree))
                continue;

            if (GraphOf(ModelOf(node).GetOperation(node, cancellation)) is { } graph)
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
