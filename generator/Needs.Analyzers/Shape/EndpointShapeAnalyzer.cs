using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Needs.Analyzers.Diagnostics;
using Needs.Endpoints;

namespace Needs.Analyzers.Shape;

/// <summary>
/// Says of each handler that is meant to be an endpoint and can't be one, why: it has a route, or a form and nothing else.
/// What is wrong with the handler itself comes first.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EndpointShapeAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        EndpointDescriptors.All.Remove(EndpointDescriptors.HandlerMappedByName).Add(ShapeDescriptors.WrapperExists);

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            var hasAspNetCore = start.Compilation.HasNeedsAspNetCore();
            start.RegisterSymbolAction(symbol => Check(symbol, hasAspNetCore), SymbolKind.Method);
        });
    }

    private static void Check(SymbolAnalysisContext context, bool hasAspNetCore)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (method.PartialDefinitionPart is not null || !HandlerShape.IsHandler(method))
            return;

        if (HandlerShape.Of(method, context.CancellationToken) is not { IsValid: true } shape)
            return;

        foreach (var problem in EndpointShape.Read(shape, hasAspNetCore).Reported)
            context.ReportDiagnostic(problem.ToDiagnostic());
    }
}
