using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Needs.Analyzers.Tests.Verifier;

#pragma warning disable RS1036, RS1038, RS1041, RS2008 // A toy for the verifier's own tests.
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LowerCaseTypeAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor LowerCase = new("LOW", "Lower case", "'{0}' is lower case", "Test", DiagnosticSeverity.Warning, true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [LowerCase];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Check, SymbolKind.NamedType);
    }

    private static void Check(SymbolAnalysisContext context)
    {
        var name = context.Symbol.Name;
        if (name == "Crash")
            throw new InvalidOperationException();
        if (char.IsLower(name[0]))
            context.ReportDiagnostic(Diagnostic.Create(LowerCase, context.Symbol.Locations[0], name));
    }
}
