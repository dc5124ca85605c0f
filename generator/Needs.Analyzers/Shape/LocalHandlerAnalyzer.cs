using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Needs.Analyzers.Diagnostics;

namespace Needs.Analyzers.Shape;

/// <summary>
/// Finds <c>[NeedsDb]</c> and <c>[NeedsForm]</c> on local functions, on lambdas and on their parameters: no symbol action is called for those.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LocalHandlerAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [ShapeDescriptors.NotAHandlerMethod];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSyntaxNodeAction(Check, SyntaxKind.LocalFunctionStatement, SyntaxKind.ParenthesizedLambdaExpression);
    }

    private static void Check(SyntaxNodeAnalysisContext context)
    {
        var (attributes, parameters) = context.Node switch
        {
            LocalFunctionStatementSyntax function => (function.AttributeLists, function.ParameterList),
            ParenthesizedLambdaExpressionSyntax lambda => (lambda.AttributeLists, lambda.ParameterList),
            _ => default,
        };
        if (attributes.Count == 0 && parameters.Parameters.All(parameter => parameter.AttributeLists.Count == 0))
            return;

        if (SymbolOf(context.Node, context) is not { } method || !HandlerShape.IsHandler(method))
            return;

        foreach (var problem in HandlerShape.Of(method, context.CancellationToken).Reported)
            context.ReportDiagnostic(problem.ToDiagnostic());
    }

    private static IMethodSymbol? SymbolOf(SyntaxNode node, SyntaxNodeAnalysisContext context) =>
        (context.SemanticModel.GetDeclaredSymbol(node, context.CancellationToken)
            ?? context.SemanticModel.GetSymbolInfo(node, context.CancellationToken).Symbol) as IMethodSymbol;
}
