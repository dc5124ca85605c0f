using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Lending;

/// <summary><c>using System.Linq;</c> for a call of ToList.</summary>
internal static class LinqImport
{
    /// <summary>The root with the using, where it is missing.</summary>
    public static SyntaxNode In(SyntaxNode root, SyntaxNode place, FixSite site)
    {
        var isThere = site.Model.LookupNamespacesAndTypes(place.SpanStart, name: "Enumerable")
            .Any(type => type.ContainingNamespace.ToDisplayString() == "System.Linq");
        if (isThere || root is not CompilationUnitSyntax unit)
            return root;
        if (unit.Usings.Count > 0 || unit.Members.FirstOrDefault() is not BaseNamespaceDeclarationSyntax { Usings: { Count: > 0 } usings } inner)
            return unit.WithUsings(With(unit.Usings, unit));
        return unit.ReplaceNode(inner, inner.WithUsings(With(usings, inner)));
    }

    // In its place by the alphabet, if the others are in theirs.
    private static SyntaxList<UsingDirectiveSyntax> With(SyntaxList<UsingDirectiveSyntax> usings, SyntaxNode owner)
    {
        var added = SyntaxFactory.UsingDirective(SyntaxFactory.ParseName("System.Linq"))
            .NormalizeWhitespace()
            .WithTrailingTrivia(SyntaxFactory.LineFeed);
        var index = usings.TakeWhile(one => IsBefore(one)).Count();
        if (index > 0)
            return usings.Insert(index, added.WithLeadingTrivia(usings[index - 1].GetLeadingTrivia().Where(IsIndent).Take(1)));
        if (usings.Count > 0)
            return usings.Replace(usings[0], usings[0].WithLeadingTrivia(usings[0].GetLeadingTrivia().Where(IsIndent)))
                .Insert(0, added.WithLeadingTrivia(usings[0].GetLeadingTrivia()));
        return [added.WithTrailingTrivia(SyntaxFactory.LineFeed, SyntaxFactory.LineFeed)];
    }

    private static bool IsBefore(UsingDirectiveSyntax one) =>
        one.Alias is null
        && one.StaticKeyword.IsKind(SyntaxKind.None)
        && one.Name?.ToString() is { } name
        && (name == "System" || name.StartsWith("System.", StringComparison.Ordinal))
        && string.CompareOrdinal(name, "System.Linq") < 0;

    private static bool IsIndent(SyntaxTrivia trivia) => trivia.IsKind(SyntaxKind.WhitespaceTrivia);
}
