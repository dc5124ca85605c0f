using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Needs.Analyzers.Diagnostics;
using Needs.Analyzers.Flow;

namespace Needs.Analyzers.Leaks;

/// <summary>Finds connections, readers and transactions that code opens and loses.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LeakAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [LeakDescriptors.OnPath, LeakDescriptors.OnException, LeakDescriptors.ByOverwrite, LeakDescriptors.OwnerForgets];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(start =>
        {
            var analysis = new Analysis(start.Compilation, start.Options.AnalyzerConfigOptionsProvider, start.CancellationToken);
            if (analysis.Types.Any)
                start.RegisterOperationBlockAction(block => Analyze(block, analysis));
        });
    }

    private static void Analyze(OperationBlockAnalysisContext context, Analysis analysis)
    {
        var roots = new HashSet<IOperation>();
        foreach (var block in context.OperationBlocks)
        {
            if (block.Kind is OperationKind.Attribute || !Acquisitions.AreIn(block, analysis) || !roots.Add(RootOf(block)))
                continue;

            var graph = context.GetControlFlowGraph(block);
            Analyze(context, analysis, new Body(context.OwningSymbol as IMethodSymbol, context.OwningSymbol.ContainingType, graph));
        }
    }

    private static IOperation RootOf(IOperation operation)
    {
        while (operation.Parent is { } parent)
            operation = parent;
        return operation;
    }

    private static void Analyze(OperationBlockAnalysisContext context, Analysis analysis, Body body)
    {
        var reported = new HashSet<Location>();
        foreach (var history in analysis.Summaries.Analyze(body).Resources.OrderBy(history => history.Kind != TrackedKind.Reader))
        {
            // What one variable holds is one leak, wherever it was opened; with a reader over its own connection, the reader's.
            if (LeakReport.Of(history, body, analysis) is { } diagnostic && reported.Add(diagnostic.Location))
                context.ReportDiagnostic(diagnostic);
        }

        foreach (var function in body.Graph.LocalFunctions)
            Analyze(context, analysis, new Body(function, body.Type, body.Graph.GetLocalFunctionControlFlowGraph(function, context.CancellationToken)));

        foreach (var lambda in LambdasIn(body.Graph))
            Analyze(context, analysis, new Body(lambda.Symbol, body.Type, body.Graph.GetAnonymousFunctionControlFlowGraph(lambda, context.CancellationToken)));
    }

    private static IEnumerable<IFlowAnonymousFunctionOperation> LambdasIn(ControlFlowGraph graph)
    {
        var seen = new HashSet<SyntaxNode>();
        foreach (var block in graph.Blocks)
        {
            foreach (var operation in block.BranchValue is { } value ? block.Operations.Add(value) : block.Operations)
            {
                foreach (var part in operation.DescendantsAndSelf())
                {
                    // A finally block may stand in the graph more than once.
                    if (part is IFlowAnonymousFunctionOperation lambda && seen.Add(lambda.Syntax))
                        yield return lambda;
                }
            }
        }
    }
}
