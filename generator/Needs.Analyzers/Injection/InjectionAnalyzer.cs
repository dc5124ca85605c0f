using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Needs.Analyzers.Diagnostics;
using Needs.Analyzers.Injection.Taint;

namespace Needs.Analyzers.Injection;

/// <summary>Finds values of a request that become part of SQL text instead of being its parameters.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InjectionAnalyzer : DiagnosticAnalyzer
{
    // Whoever references none of these answers no requests.
    private static readonly string[] Frameworks =
    [
        "Microsoft.AspNetCore.Http.HttpRequest", "Microsoft.AspNetCore.Mvc.ControllerBase", WellKnownNames.NeedsDbAttribute, WellKnownNames.NeedsFormAttribute,
        "System.Web.HttpRequest", "System.Web.HttpRequestBase", "System.Web.Mvc.Controller", "System.Web.Http.ApiController",
    ];

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [InjectionDescriptors.SqlText];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            if (!Frameworks.Any(name => start.Compilation.GetTypeByMetadataName(name) is not null))
                return;

            var analysis = new InjectionAnalysis(start.Compilation, start.Options.AnalyzerConfigOptionsProvider, start.CancellationToken);
            if (analysis.Types.Any)
                start.RegisterOperationBlockAction(block => Analyze(block, analysis));
        });
    }

    private static void Analyze(OperationBlockAnalysisContext context, InjectionAnalysis analysis)
    {
        var roots = new HashSet<IOperation>();
        foreach (var block in context.OperationBlocks)
        {
            if (block.Kind is OperationKind.Attribute || !Entrances.AreIn(block, context.OwningSymbol, analysis) || !roots.Add(RootOf(block)))
                continue;

            var taint = new TaintContext(analysis, context.OwningSymbol.ContainingType, summarises: false, InjectionAnalysis.DeepestCall);
            var start = new TaintState();
            if (context.OwningSymbol is IMethodSymbol method && analysis.Parameters.Answers(method))
            {
                foreach (var parameter in method.Parameters)
                    start.Write(new Place(parameter, ""), TaintRun.ValueOf(parameter, taint));
            }

            new TaintRun(taint, context.GetControlFlowGraph(block), nesting: 0, tells: true).Execute(start);
            foreach (var report in taint.Reports)
                context.ReportDiagnostic(report.ToDiagnostic());
        }
    }

    private static IOperation RootOf(IOperation operation)
    {
        while (operation.Parent is { } parent)
            operation = parent;
        return operation;
    }
}
