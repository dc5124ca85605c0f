using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Needs.Analyzers.Diagnostics;
using Needs.Endpoints;

namespace Needs.Analyzers.Shape;

/// <summary>
/// Finds handlers that are passed to <c>MapGet</c> and its kin by their own name. The compiler can't choose between handler and wrapper
/// there, so the call has no meaning yet: what matters is which methods the name could stand for.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HandlerMappedByNameAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        EndpointDescriptors.HandlerMappedByName,
        EndpointDescriptors.UnbindableParameter,
        EndpointDescriptors.UnmappableHandler,
        EndpointDescriptors.UnbuildableInstance,
        EndpointDescriptors.AspNetCoreNotReferenced,
        ShapeDescriptors.WrapperExists,
    ];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.HasRouting())
                start.RegisterSyntaxNodeAction(Check, SyntaxKind.InvocationExpression);
        });
    }

    private static void Check(SyntaxNodeAnalysisContext context)
    {
        var call = (InvocationExpressionSyntax)context.Node;
        if (!IsCalledMap(call))
            return;

        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (MethodName.In(argument.Expression) is not { } name)
                continue;

            var handlers = name.HandlersMeant(context.SemanticModel, context.CancellationToken);
            if (handlers.Count > 0 && MapsEndpoints(call, context))
                Report(context, name, handlers);
        }
    }

    private static void Report(SyntaxNodeAnalysisContext context, MethodName name, IReadOnlyList<IMethodSymbol> handlers)
    {
        var hasAspNetCore = context.Compilation.HasNeedsAspNetCore();
        var problems = handlers.SelectMany(handler => WhyNoEndpoint(handler, hasAspNetCore, context.CancellationToken)).ToList();
        foreach (var problem in problems)
            context.ReportDiagnostic(problem.ToDiagnostic(name.Expression.GetLocation()));

        if (problems.Count > 0 || name.IsEndpoint)
            return;

        var endpoints = handlers.Select(NameOfEndpoint).ToList();
        context.ReportDiagnostic(Diagnostic.Create(
            EndpointDescriptors.HandlerMappedByName,
            name.Expression.GetLocation(),
            MappedEndpoint.Properties(handlers[0], endpoints),
            name.Text,
            string.Join("' or '", endpoints.Select(name.WithName))));
    }

    /// <summary>
    /// A handler without a route may be no endpoint, and nothing says so where it is declared. Here somebody wants the endpoint.
    /// </summary>
    private static IEnumerable<ShapeProblem> WhyNoEndpoint(IMethodSymbol handler, bool hasAspNetCore, CancellationToken cancellation)
    {
        if (EndpointRoutes.IsRouted(handler) || HandlerShape.Of(handler, cancellation) is not { IsValid: true, IsWrapped: true } shape)
            return [];

        return hasAspNetCore
            ? EndpointShape.Read(shape, hasAspNetCore).Problems
            : [new ShapeProblem(DiagnosticIds.AspNetCoreNotReferenced, handler, handler.Name)];
    }

    private static string NameOfEndpoint(IMethodSymbol handler) => EndpointClash.EndpointName(handler, HandlerOrdinal.Of(handler));

    private static bool IsCalledMap(InvocationExpressionSyntax call)
    {
        var name = call.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name,
            MemberBindingExpressionSyntax binding => binding.Name,
            SimpleNameSyntax simple => simple,
            _ => null,
        };
        return name is not null && name.Identifier.ValueText.StartsWith("Map", StringComparison.Ordinal);
    }

    // Whatever method with such a name takes a delegate: those of ASP.NET Core, of other libraries and of the user.
    private static bool MapsEndpoints(InvocationExpressionSyntax call, SyntaxNodeAnalysisContext context)
    {
        var called = context.SemanticModel.GetSymbolInfo(call, context.CancellationToken);
        return called.CandidateSymbols.Add(called.Symbol!).OfType<IMethodSymbol>().Any(TakesEndpoint);
    }

    private static bool TakesEndpoint(IMethodSymbol method) => method.Parameters.Any(parameter =>
        parameter.Type.SpecialType == SpecialType.System_Delegate || parameter.Type.HasName("Microsoft.AspNetCore.Http.RequestDelegate"));
}
