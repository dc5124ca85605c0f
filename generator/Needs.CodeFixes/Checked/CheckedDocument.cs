using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Needs.Analyzers.Injection;
using Needs.Analyzers.Leaks;
using Needs.Analyzers.Lending;

namespace Needs.CodeFixes.Checked;

/// <summary>A document with what the analyzers of paths report in it, in the order of the text.</summary>
internal sealed record CheckedDocument(Document Document, SyntaxNode Root, SemanticModel Model, ImmutableArray<Diagnostic> Reports)
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers = [new LeakAnalyzer(), new CommandAnalyzer(), new LendingAnalyzer(), new InjectionAnalyzer()];

    private const string CommentMissing = "CS1591";

    // Several fixes ask for one document.
    private static readonly ConditionalWeakTable<Document, CheckedDocument> Known = new();

    private readonly Lazy<int> _complaints = new(() => Model.GetDiagnostics().Count(IsComplaint));

    public static async Task<CheckedDocument?> OfAsync(Document document, CancellationToken cancellation)
    {
        if (Known.TryGetValue(document, out var known))
            return known;

        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        if (root is null || model is null)
            return null;

        var options = new CompilationWithAnalyzersOptions(
            document.Project.AnalyzerOptions, onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        var reports = await model.Compilation
            .WithAnalyzers(Analyzers, options)
            .GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, cancellation)
            .ConfigureAwait(false);
        ImmutableArray<Diagnostic> ordered = [.. reports.OrderBy(report => report.Location.SourceSpan.Start)];
        return Known.GetValue(document, _ => new CheckedDocument(document, root, model, ordered));
    }

    /// <summary>One report of this kind less than before, of no kind more, and the compiler complains about nothing new.</summary>
    public bool Fixes(CheckedDocument before, Diagnostic diagnostic) =>
        Count(diagnostic.Id) < before.Count(diagnostic.Id)
        && Reports.All(report => Count(report.Id) <= before.Count(report.Id))
        && !ComplainsMoreThan(before);

    public bool ComplainsMoreThan(CheckedDocument before) => _complaints.Value > before._complaints.Value;

    // That a new member has no comment is no fault of the fix, unless the build fails for it.
    private static bool IsComplaint(Diagnostic diagnostic) =>
        diagnostic.Severity == DiagnosticSeverity.Error
        || (diagnostic.Severity == DiagnosticSeverity.Warning && diagnostic.Id != CommentMissing);

    private int Count(string id) => Reports.Count(report => report.Id == id);
}
