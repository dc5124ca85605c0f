using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Needs.CodeFixes;

/// <summary>Removes an attribute from the declaration that the diagnostic points at, with the line that it leaves empty.</summary>
public abstract class RemoveAttributeCodeFix : DocumentCodeFix
{
    protected abstract bool IsUnwanted(ITypeSymbol attribute);

    protected sealed override void Fix(
        SyntaxEditor editor, Diagnostic diagnostic, SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        if (node.AncestorsAndSelf().FirstOrDefault(ancestor => Attributes(ancestor).Any()) is not { } declaration)
            return;

        foreach (var attribute in Attributes(declaration))
        {
            if (model.GetTypeInfo(attribute, cancellation).Type is not { } type || !IsUnwanted(type))
                continue;

            editor.TrackNode(attribute);
            editor.ReplaceNode(declaration, (current, _) => Remove(current.GetCurrentNode(attribute)!, current));
        }
    }

    private static IEnumerable<AttributeSyntax> Attributes(SyntaxNode declaration) =>
        declaration.ChildNodes().OfType<AttributeListSyntax>().SelectMany(list => list.Attributes);

    private static SyntaxNode Remove(AttributeSyntax attribute, SyntaxNode declaration)
    {
        var list = (AttributeListSyntax)attribute.Parent!;
        if (list.Attributes.Count > 1)
            return declaration.ReplaceNode(list, list.WithAttributes(list.Attributes.Remove(attribute)));

        var rest = declaration.RemoveNode(list, SyntaxRemoveOptions.KeepUnbalancedDirectives)!;
        return declaration.GetFirstToken() == list.GetFirstToken() ? rest.WithLeadingTrivia(declaration.GetLeadingTrivia()) : rest;
    }
}
