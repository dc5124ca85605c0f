using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Needs.Analyzers.Shape;
using Needs.CodeFixes;

namespace Needs.Analyzers.Tests.Documentation;

/// <summary>Everything that the analyzer and code fix assemblies export, found as the compiler finds it: by attribute.</summary>
public static class Rules
{
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
        [.. Exported<DiagnosticAnalyzer, DiagnosticAnalyzerAttribute>(typeof(HandlerShapeAnalyzer))];

    public static ImmutableArray<CodeFixProvider> CodeFixes { get; } =
        [.. Exported<CodeFixProvider, ExportCodeFixProviderAttribute>(typeof(MakePartialCodeFix))];

    public static ImmutableArray<DiagnosticDescriptor> Descriptors { get; } =
    [
        .. Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics)
            .Distinct()
            .OrderBy(descriptor => descriptor.Id, StringComparer.Ordinal),
    ];

    private static IEnumerable<T> Exported<T, TAttribute>(Type inAssembly)
        where TAttribute : Attribute =>
        inAssembly.Assembly.GetTypes()
            .Where(type => type.GetCustomAttributes(typeof(TAttribute), inherit: false).Length > 0)
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (T)Activator.CreateInstance(type)!);
}
