using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Needs.Analyzers.Tests.Cases;
using Needs.Testing.Verification;

namespace Needs.Analyzers.Tests.Leaks.Configuration;

/// <summary>A user's project with an .editorconfig, and what the leak rules report in it.</summary>
internal sealed record ConfiguredProject(string Source)
{
    /// <summary>The lines of one <c>[*.cs]</c> section.</summary>
    public string Settings { get; init; } = "";

    public string File { get; init; } = "Example.cs";

    /// <summary>Further files: name below the project's folder, and text.</summary>
    public ImmutableArray<(string Name, string Text)> OtherFiles { get; init; } = [];

    /// <summary>The whole .editorconfig, where one section is not enough.</summary>
    public string? EditorConfigText { get; init; }

    /// <exception cref="InvalidOperationException">The project does not compile.</exception>
    public async Task<ImmutableArray<Diagnostic>> ReportsAsync()
    {
        var config = new EditorConfig(EditorConfigText ?? $"[*.cs]\n{Settings}\n");
        var project = new TestProject
        {
            Files = [.. OtherFiles.Prepend((File, Source)).Select(file => ("/project/" + file.Item1, file.Item2))],
            References = CaseReferences.All,
            Usings = [.. TestProject.DefaultUsings, "MySqlConnector"],
        };
        var compilation = project.Compile();
        compilation = compilation.WithOptions(compilation.Options.WithSyntaxTreeOptionsProvider(config.Severities));

        var reports = await Reported.ByAsync(CaseFamily.Leaks.Analyzers, compilation, new AnalyzerOptions([], config.Options));
        return reports.Any(report => report.Id.StartsWith("CS", StringComparison.Ordinal))
            ? throw new InvalidOperationException(string.Join('\n', reports))
            : reports;
    }

    /// <summary>Each report as its id and what its place holds, in order: <c>NEEDS101 db</c>.</summary>
    public async Task<IEnumerable<string>> ReportedAsync() =>
        (await ReportsAsync()).Select(report => $"{report.Id} {report.Location.SourceTree!.GetText().ToString(report.Location.SourceSpan)}");
}
