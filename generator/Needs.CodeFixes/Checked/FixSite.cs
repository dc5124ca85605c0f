using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Needs.CodeFixes.Checked;

/// <summary>One report, as a fix sees it.</summary>
internal sealed class FixSite
{
    private FixSite(CheckedDocument document, Diagnostic diagnostic, SyntaxNode node, CancellationToken cancellation)
    {
        (Document, Root, Model) = (document.Document, document.Root, document.Model);
        (Diagnostic, Node, Cancellation) = (diagnostic, node, cancellation);
    }

    public Document Document { get; }

    public SyntaxNode Root { get; }

    public SemanticModel Model { get; }

    public Diagnostic Diagnostic { get; }

    /// <summary>What the report points at: the declaration or the name of the variable, or the acquiring expression.</summary>
    public SyntaxNode Node { get; }

    /// <summary>What else the report points at in this document.</summary>
    public IEnumerable<SyntaxNode> Others =>
        Diagnostic.AdditionalLocations
            .Where(location => location.SourceTree == Root.SyntaxTree)
            .Select(location => Root.FindNode(location.SourceSpan, getInnermostNodeForTie: true));

    public CancellationToken Cancellation { get; }

    /// <summary>The variable or member that holds the resource first.</summary>
    public ISymbol? Symbol => Model.GetDeclaredSymbol(Node, Cancellation) ?? Model.GetSymbolInfo(Node, Cancellation).Symbol;

    /// <summary>The local variable that holds the resource first.</summary>
    public ILocalSymbol? Local => Symbol as ILocalSymbol;

    /// <summary>Whether the variable, not what an expression gives, is meant.</summary>
    public bool HasVariable => Node is not ExpressionSyntax || Diagnostic.Properties.ContainsKey("Name");

    /// <summary>What kind of thing it is, as a name for a variable.</summary>
    public string Kind => Diagnostic.Properties.TryGetValue("Kind", out var kind) && kind is not null ? kind : "resource";

    /// <summary>The method, accessor, lambda or program whose code it is.</summary>
    public SyntaxNode Function => Functions.Around(Node);

    /// <summary>The methods that the project says release what they are given, with their types.</summary>
    public IReadOnlyList<string> ReleaseMethods
    {
        get
        {
            var options = Document.Project.AnalyzerOptions.AnalyzerConfigOptionsProvider.GetOptions(Root.SyntaxTree);
            return options.TryGetValue("needs.release_methods", out var names) ? [.. names.Split(',').Select(name => name.Trim())] : [];
        }
    }

    public static FixSite? Of(CheckedDocument document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var span = diagnostic.Location.SourceSpan;
        return diagnostic.Location.IsInSource && document.Root.FullSpan.Contains(span)
            ? new FixSite(document, diagnostic, document.Root.FindNode(span, getInnermostNodeForTie: true), cancellation)
            : null;
    }

    public TreeEditor Edit() => new(Root);

    public bool Has(LanguageVersion version) => ((CSharpParseOptions)Root.SyntaxTree.Options).LanguageVersion >= version;
}
