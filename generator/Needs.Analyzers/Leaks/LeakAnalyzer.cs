using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
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
        foreach (var body in RootBodies.In(context, block => Acquisitions.AreIn(block, analysis)))
        {
            var reported = new HashSet<Location>();
            foreach (var history in analysis.Summaries.Analyze(body).Resources.OrderBy(history => history.Kind != TrackedKind.Reader))
            {
                // What one variable holds is one leak, wherever it was opened; with a reader over its own connection, the reader's.
                if (LeakReport.Of(history, body, analysis) is { } diagnostic && reported.Add(diagnostic.Location))
                    context.ReportDiagnostic(diagnostic);
            }
        }
    }
}
