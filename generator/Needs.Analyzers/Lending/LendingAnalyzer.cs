using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Needs.Analyzers.Diagnostics;

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
    }
}
