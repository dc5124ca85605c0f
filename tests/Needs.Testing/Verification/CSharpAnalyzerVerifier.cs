using Microsoft.CodeAnalysis.Diagnostics;

namespace Needs.Testing.Verification;

/// <summary>Named as in Microsoft.CodeAnalysis.Testing.</summary>
public static class CSharpAnalyzerVerifier<TAnalyzer>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    public static DiagnosticResult Diagnostic(string? id = null) => new(id ?? new TAnalyzer().SupportedDiagnostics.Single().Id);

    public static Task VerifyAnalyzerAsync(string source, params DiagnosticResult[] expected) =>
        new AnalyzerTest { Analyzers = [new TAnalyzer()], TestCode = source, ExpectedDiagnostics = [.. expected] }.RunAsync();
}
