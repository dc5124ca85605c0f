using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;

namespace Needs.CodeFixes;

internal static class TypeSyntaxes
{
    /// <summary>The type by its short name at this place; a using that it needs is added when the fix is applied.</summary>
    public static SyntaxNode ToSyntax(this ITypeSymbol type, SyntaxGenerator generator, SemanticModel model, int position)
    {
        var name = generator.TypeExpression(type).WithAdditionalAnnotations(Simplifier.Annotation);
        var namedSo = model.LookupNamespacesAndTypes(position, name: type.Name);
        var isVisible = namedSo.Contains(type.OriginalDefinition, SymbolEqualityComparer.Default);

        // Asked to add a using that is not needed, the import service leaves an empty line.
        return isVisible ? name : name.WithAdditionalAnnotations(Simplifier.AddImportsAnnotation);
    }
}
