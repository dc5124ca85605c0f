using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Needs.Analyzers.Tests.Shape;
using Needs.Testing.Verification;

namespace Needs.Analyzers.Tests.Fuzzing;

/// <summary>
/// The promise of the generator that is silent: of each <c>[NeedsDb]</c> method in code that compiles, either there is a wrapper or there
/// is an error that says why not; so it is with the endpoints of routes and forms. Never both, never neither, and what is generated always compiles.
/// </summary>
public class NothingSkippedTests
{
    private const int FilesPerRun = 1000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task EachHandler_IsWrappedOrReported(int seed)
    {
        var handlers = new RandomHandlers(seed);
        var written = Enumerable.Range(0, FilesPerRun).Select(number => (Name: $"File{number}.cs", Text: handlers.Next(number))).ToImmutableArray();
        var project = OnlyFilesThatCompile(new TestProject { Files = written, Usings = ShapeVerifier.Usings });

        var compilation = project.CompileWithGenerator();
        var reported = await Reported.ByAsync(ShapeVerifier.Analyzers, compilation);

        var failures = new StringBuilder();
        var wrapped = 0;
        foreach (var (name, text) in project.Files)
        {
            var tree = compilation.SyntaxTrees.Single(one => one.FilePath == name);
            foreach (var (outcome, isWrapped) in OutcomesIn(tree, compilation, reported))
            {
                wrapped += isWrapped ? 1 : 0;
                if (outcome is not null)
                    failures.AppendLine($"{outcome}\n{text}");
            }
        }

        foreach (var error in reported.Where(diagnostic => !diagnostic.Id.StartsWith("NEEDS", StringComparison.Ordinal)))
            failures.AppendLine($"{error}\n{error.Location.SourceTree}");

        Assert.True(failures.Length == 0, failures.ToString());

        // The run says something only if it had much of everything.
        Assert.InRange(wrapped, 100, int.MaxValue);
        Assert.InRange(reported.Select(diagnostic => diagnostic.Id).Distinct().Count(), 12, int.MaxValue);
    }

    private static TestProject OnlyFilesThatCompile(TestProject project)
    {
        var broken = project.Compile().GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => diagnostic.Location.SourceTree!.FilePath)
            .ToHashSet();
        return project with { Files = project.Files.RemoveAll(file => broken.Contains(file.Name)) };
    }

    private static IEnumerable<(string? Failure, bool IsWrapped)> OutcomesIn(SyntaxTree tree, Compilation compilation, ImmutableArray<Diagnostic> reported)
    {
        var model = compilation.GetSemanticModel(tree);
        var handlers = tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()
            .Where(method => method.ToString().Contains("Needs", StringComparison.Ordinal))
            .Select(method => (Syntax: method, Symbol: model.GetDeclaredSymbol(method)!));

        foreach (var sameName in handlers.GroupBy(handler => (handler.Symbol.ContainingType, handler.Symbol.Name), Comparer))
        {
            var wrappers = sameName.Key.ContainingType.GetMembers(sameName.Key.Name).Count(IsWrapper);
            var silent = sameName.Count(handler => IsLent(handler.Syntax) && !reported.Any(diagnostic => IsAbout(diagnostic, handler.Syntax) && !IsAboutEndpoint(diagnostic)));
            if (wrappers != silent)
                yield return ($"{sameName.Key.Name}: {wrappers} wrappers, {silent} without an error", wrappers > 0);

            var endpoints = sameName.Key.ContainingType.GetMembers().Count(member => member.Name.StartsWith(sameName.Key.Name + "Endpoint", StringComparison.Ordinal));
            var mapped = sameName.Count(handler => (IsRouted(handler.Symbol) || !IsLent(handler.Syntax)) && !reported.Any(diagnostic => IsAbout(diagnostic, handler.Syntax)));
            yield return (endpoints >= mapped ? null : $"{sameName.Key.Name}: {mapped} with a route and no error, {endpoints} endpoints", wrappers > 0);
        }
    }

    private static bool IsWrapper(ISymbol member) =>
        member is IMethodSymbol { Parameters: var parameters, Locations: [{ SourceTree.FilePath: var path }] }
        && path.EndsWith(".g.cs", StringComparison.Ordinal)
        && parameters.Any(parameter => parameter.Type.Name == "Database");

    private static bool IsLent(MethodDeclarationSyntax method) => method.ToString().Contains("NeedsDb", StringComparison.Ordinal);

    private static bool IsRouted(IMethodSymbol method) =>
        method.GetAttributes().Any(attribute => attribute.AttributeClass!.Name.StartsWith("Http", StringComparison.Ordinal));

    private static bool IsAboutEndpoint(Diagnostic diagnostic) =>
        diagnostic.Id is "NEEDS012" or "NEEDS013" or "NEEDS014" or "NEEDS017"
        || (diagnostic.Id == "NEEDS007" && diagnostic.GetMessage(null).Contains("Endpoint(", StringComparison.Ordinal));

    // At the method itself, or at the name of a type around it.
    private static bool IsAbout(Diagnostic diagnostic, MethodDeclarationSyntax method) =>
        diagnostic.Location.SourceTree == method.SyntaxTree
        && (method.Span.Contains(diagnostic.Location.SourceSpan)
            || method.Ancestors().OfType<BaseTypeDeclarationSyntax>().Any(type => type.Identifier.Span == diagnostic.Location.SourceSpan));

    private static IEqualityComparer<(INamedTypeSymbol ContainingType, string Name)> Comparer { get; } =
        EqualityComparer<(INamedTypeSymbol ContainingType, string Name)>.Create(
            (a, b) => a.Name == b.Name && SymbolEqualityComparer.Default.Equals(a.ContainingType, b.ContainingType),
            key => key.Name.GetHashCode(StringComparison.Ordinal));
}
