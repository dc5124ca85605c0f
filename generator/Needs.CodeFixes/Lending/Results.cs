using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Lending;

/// <summary>The results of tasks that were awaited together.</summary>
internal static class Results
{
    private static SymbolDisplayFormat Short { get; } = SymbolDisplayFormat.MinimallyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>The variable that is declared with them, <c>var results = await Task.WhenAll(…);</c></summary>
    public static (string Name, LocalDeclarationStatementSyntax Statement)? Declared(ExpressionSyntax whole) =>
        whole.Parent is EqualsValueClauseSyntax
        {
            Parent: VariableDeclaratorSyntax
            {
                Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax statement },
            } variable,
        }
            ? (variable.Identifier.Text, statement)
            : null;

    /// <summary>The name of a list of such results, as it can be written at a place.</summary>
    public static string? ListOf(ITypeSymbol result, SyntaxNode place, FixSite site) =>
        site.Model.Compilation.GetTypeByMetadataName("System.Collections.Generic.List`1")
            ?.Construct([result], [result.NullableAnnotation])
            .NameAt(place, site);

    /// <summary>The type as it can be written at a place.</summary>
    public static string NameAt(this ITypeSymbol type, SyntaxNode place, FixSite site) =>
        type.ToMinimalDisplayString(site.Model, place.SpanStart, Short);
}
