using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Needs.Analyzers.Tests.Documentation;
using Needs.Testing.Verification;

namespace Needs.Analyzers.Tests.Shape;

/// <summary>Runs all shape rules at once, so that a test of one also shows that no other one has something to say.</summary>
internal static class ShapeVerifier
{
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
        [.. Rules.Analyzers.Where(analyzer => analyzer.GetType().Namespace == "Needs.Analyzers.Shape")];

    public static ImmutableArray<string> Usings { get; } =
        [.. TestProject.DefaultUsings, "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Mvc"];

    public static DiagnosticResult Diagnostic(string id) => new(id);

    public static Task VerifyAnalyzerAsync(string source, params DiagnosticResult[] expected) =>
        new AnalyzerTest { Analyzers = Analyzers, Usings = Usings, TestCode = source, ExpectedDiagnostics = [.. expected] }.RunAsync();

    public static Task VerifyAnalyzerAsync(params (string Name, string Text)[] sources) =>
        new AnalyzerTest { Analyzers = Analyzers, Usings = Usings, Sources = [.. sources] }.RunAsync();

    public static Task VerifyCodeFixAsync<TCodeFix>(string source, string fixedSource, int codeActionIndex = 0)
        where TCodeFix : CodeFixProvider, new() =>
        new CodeFixTest
        {
            Analyzers = Analyzers,
            CodeFix = new TCodeFix(),
            Usings = Usings,
            TestCode = source,
            FixedCode = fixedSource,
            CodeActionIndex = codeActionIndex,
        }.RunAsync();
}
