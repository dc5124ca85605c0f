using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Leaks;

/// <summary>Overrides the method in which a base class disposes.</summary>
internal static class InheritedDispose
{
    /// <summary><c>Dispose(bool)</c>, else <c>Dispose()</c>, if it can be overridden.</summary>
    public static IMethodSymbol? Of(INamedTypeSymbol type)
    {
        var methods = Bases(type).SelectMany(one => one.GetMembers("Dispose")).OfType<IMethodSymbol>().ToList();
        var found = methods.Find(DisposeMethods.IsDisposeOfBool) ?? methods.Find(method => method.Parameters.IsEmpty);
        return found is { IsStatic: false, IsSealed: false } and ({ IsVirtual: true } or { IsOverride: true }) ? found : null;
    }

    public static SyntaxNode Overridden(FixSite site, TypeDeclarationSyntax declaration, IMethodSymbol inherited, OwnedField field)
    {
        var access = SyntaxFacts.GetText(inherited.DeclaredAccessibility);
        var text = inherited.Parameters.IsEmpty
            ? $"{access} override void Dispose()\n{{\n{field.Disposal};\nbase.Dispose();\n}}"
            : $"{access} override void Dispose(bool disposing)\n{{\nif (disposing)\n{field.Disposal};\n\nbase.Dispose(disposing);\n}}";
        var dispose = SyntaxFactory.ParseMemberDeclaration(text)!
            .WithLeadingTrivia(SyntaxFactory.ElasticCarriageReturnLineFeed)
            .WithAdditionalAnnotations(Formatter.Annotation);
        return site.Root.ReplaceNode(declaration, SyntaxGenerator.GetGenerator(site.Document).AddMembers(declaration, dispose));
    }

    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (var one = type.BaseType; one is not null; one = one.BaseType)
            yield return one;
    }
}
