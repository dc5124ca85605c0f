using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Needs.Analyzers.Diagnostics;

namespace Needs.Analyzers.Shape;

/// <summary>Says it once of each type that must be partial, however many handlers are in it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TypeNotPartialAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [ShapeDescriptors.ContainingTypeNotPartial];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Check, SymbolKind.NamedType);
    }

    private static void Check(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        foreach (var handler in HandlersIn(type))
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            var problem = HandlerShape.Of(handler, context.CancellationToken).Reported.FirstOrDefault(IsAboutType);
            if (problem is not null)
            {
                context.ReportDiagnostic(problem.ToDiagnostic());
                return;
            }
        }

        bool IsAboutType(ShapeProblem problem) =>
            problem.Id == DiagnosticIds.ContainingTypeNotPartial && type.Locations.Contains(problem.Where);
    }

    private static IEnumerable<IMethodSymbol> HandlersIn(INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol method && HandlerShape.IsHandler(method))
                yield return method;

            if (member is INamedTypeSymbol nested)
            {
                foreach (var handler in HandlersIn(nested))
                    yield return handler;
            }
        }
    }
}
