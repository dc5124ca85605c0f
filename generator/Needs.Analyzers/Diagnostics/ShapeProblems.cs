using Microsoft.CodeAnalysis;

namespace Needs.Analyzers.Diagnostics;

internal static class ShapeProblems
{
    private static readonly Dictionary<string, DiagnosticDescriptor> Descriptors =
        ShapeDescriptors.All.AddRange(EndpointDescriptors.All).AddRange(FormDescriptors.All).ToDictionary(descriptor => descriptor.Id, StringComparer.Ordinal);

    public static Diagnostic ToDiagnostic(this ShapeProblem problem) => problem.ToDiagnostic(problem.Where);

    public static Diagnostic ToDiagnostic(this ShapeProblem problem, Location where) =>
        Diagnostic.Create(Descriptors[problem.Id], where, problem.Cause is { IsInSource: true } cause ? [cause] : null, [.. problem.Arguments]);
}
