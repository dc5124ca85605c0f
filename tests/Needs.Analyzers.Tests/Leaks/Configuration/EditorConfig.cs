using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Needs.Analyzers.Tests.Leaks.Configuration;

/// <summary>An .editorconfig file at the root of a project, read by the compiler's own parser.</summary>
internal sealed class EditorConfig(string text)
{
    private readonly AnalyzerConfigSet _set = AnalyzerConfigSet.Create(ImmutableArray.Create(AnalyzerConfig.Parse(text, "/project/.editorconfig")));

    public AnalyzerConfigOptionsProvider Options => new ForAnalyzers(this);

    public SyntaxTreeOptionsProvider Severities => new ForCompiler(this);

    private AnalyzerConfigOptionsResult For(string path) => _set.GetOptionsForSourcePath(path);

    private sealed class ForAnalyzers(EditorConfig config) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions => new Dictionary(config._set.GlobalConfigOptions.AnalyzerOptions);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Dictionary(config.For(tree.FilePath).AnalyzerOptions);

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Dictionary(config.For(textFile.Path).AnalyzerOptions);
    }

    private sealed class Dictionary(ImmutableDictionary<string, string> options) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) =>
            options.TryGetValue(key, out value);
    }

    private sealed class ForCompiler(EditorConfig config) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) =>
            config.For(tree.FilePath).AnalyzerOptions.TryGetValue("generated_code", out var value)
                ? value == "true" ? GeneratedKind.MarkedGenerated : GeneratedKind.NotGenerated
                : GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(
            SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            config.For(tree.FilePath).TreeOptions.TryGetValue(diagnosticId, out severity);

        public override bool TryGetGlobalDiagnosticValue(
            string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            config._set.GlobalConfigOptions.TreeOptions.TryGetValue(diagnosticId, out severity);
    }
}
