using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Needs.Analyzers.Diagnostics;

namespace Needs.Analyzers.Shape;

/// <summary>
/// Reports valid handlers that have no wrapper: the generator, which can't see what other generators write, took their signature for an
/// error of the compiler. Only at the end of a compilation, since an editor may run generators later than analyzers.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NotGeneratedAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [ShapeDescriptors.NotGenerated];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            var missing = new ConcurrentBag<IMethodSymbol>();
            start.RegisterSymbolAction(
                symbol =>
                {
                    var method = (IMethodSymbol)symbol.Symbol;
                    if (method.PartialDefinitionPart is null && IsMissing(method, symbol.CancellationToken)) missing.Add(method);
                },
                SymbolKind.Method);
            start.RegisterCompilationEndAction(end =>
            {
                foreach (var method in missing)
                    end.ReportDiagnostic(Diagnostic.Create(ShapeDescriptors.NotGenerated, method.Locations[0], method.Name));
            });
        });
    }

    private static bool IsMissing(IMethodSymbol method, CancellationToken cancellationToken) =>
        HandlerShape.IsHandler(method)
        && HandlerShape.Of(method, cancellationToken) is { IsValid: true, IsWrapped: true } shape
        && !WrapperClash.IsGenerated(shape);
}
