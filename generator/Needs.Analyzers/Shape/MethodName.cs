using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Needs.Endpoints;

namespace Needs.Analyzers.Shape;

/// <summary>The name of a method, passed as an argument.</summary>
internal sealed class MethodName
{
    private readonly SimpleNameSyntax _name;

    private MethodName(ExpressionSyntax expression, SimpleNameSyntax name)
    {
        Expression = expression;
        _name = name;
    }

    public ExpressionSyntax Expression { get; }

    public string Text => Expression.WithoutTrivia().ToString();

    /// <summary>Whether it is the name of an endpoint that does not exist: the problems of its handler keep it from existing.</summary>
    public bool IsEndpoint { get; private set; }

    /// <summary>The name in an argument, behind parentheses and casts to a type that every delegate has.</summary>
    public static MethodName? In(ExpressionSyntax argument) => argument switch
    {
        ParenthesizedExpressionSyntax parenthesized => In(parenthesized.Expression),
        CastExpressionSyntax { Type: var type } cast when IsDelegateType(type) => In(cast.Expression),
        ObjectCreationExpressionSyntax { Type: var type, ArgumentList.Arguments: { Count: 1 } arguments } when IsDelegateType(type) =>
            In(arguments[0].Expression),
        MemberAccessExpressionSyntax { RawKind: (int)SyntaxKind.SimpleMemberAccessExpression } access => new(access, access.Name),
        SimpleNameSyntax name => new(name, name),
        _ => null,
    };

    /// <summary>The handlers that the name stands for; none when it stands for something else, such as another method.</summary>
    public IReadOnlyList<IMethodSymbol> HandlersMeant(SemanticModel model, CancellationToken cancellation)
    {
        var info = model.GetSymbolInfo(Expression, cancellation);
        if (info.Symbol is not null)
            return Handlers([info.Symbol]);

        var candidates = info.CandidateSymbols.IsEmpty ? model.GetMemberGroup(Expression, cancellation) : info.CandidateSymbols;
        return candidates.IsEmpty ? HandlersOfEndpoint(model, cancellation) : Handlers(candidates);
    }

    /// <summary>The expression with another method's name in it.</summary>
    public string WithName(string name) => Expression.ReplaceNode(_name, SyntaxFactory.IdentifierName(name)).WithoutTrivia().ToString();

    private List<IMethodSymbol> HandlersOfEndpoint(SemanticModel model, CancellationToken cancellation)
    {
        var wanted = _name.Identifier.ValueText;
        if (wanted.IndexOf("Endpoint", StringComparison.Ordinal) < 1)
            return [];

        var type = Expression is MemberAccessExpressionSyntax access
            ? model.GetSymbolInfo(access.Expression, cancellation).Symbol as INamedTypeSymbol
            : model.GetEnclosingSymbol(Expression.SpanStart, cancellation)?.ContainingType;
        IsEndpoint = true;
        return type is null
            ? []
            : Handlers(type.GetMembers()).FindAll(handler => EndpointClash.EndpointName(handler, HandlerOrdinal.Of(handler)) == wanted);
    }

    private static List<IMethodSymbol> Handlers(IEnumerable<ISymbol> symbols) =>
    [
        .. symbols.OfType<IMethodSymbol>()
            .Select(method => (method.ReducedFrom ?? method).OriginalDefinition)
            .Where(HandlerShape.IsHandler)
            .Distinct<IMethodSymbol>(SymbolEqualityComparer.Default),
    ];

    private static bool IsDelegateType(TypeSyntax type) => type switch
    {
        QualifiedNameSyntax qualified => IsDelegateType(qualified.Right),
        AliasQualifiedNameSyntax alias => IsDelegateType(alias.Name),
        NullableTypeSyntax nullable => IsDelegateType(nullable.ElementType),
        IdentifierNameSyntax name => name.Identifier.ValueText is "Delegate" or "RequestDelegate",
        _ => false,
    };
}
