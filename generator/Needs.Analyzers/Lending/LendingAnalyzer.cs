using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Needs.Analyzers.Diagnostics;
using Needs.Analyzers.Flow;

namespace Needs.Analyzers.Lending;

/// <summary>Finds connections that outlive their loan, are used by two at once, or are held for nothing.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LendingAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        LendingDescriptors.Escapes, LendingDescriptors.Lazy, LendingDescriptors.Concurrent,
        LendingDescriptors.AfterRelease, LendingDescriptors.HeldWhileWaiting, LendingDescriptors.Nested,
    ];

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
        foreach (var body in RootBodies.In(context, block => Uses.AreIn(block, analysis) || context.OwningSymbol is IMethodSymbol method && !Loans.In(method, analysis.Types).IsEmpty))
        {
            foreach (var misuse in analysis.Summaries.AnalyzeUses(body).Misuses)
                context.ReportDiagnostic(LendingReport.Of(misuse));
        }
    }
}
