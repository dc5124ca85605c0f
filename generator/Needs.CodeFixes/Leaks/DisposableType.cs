using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Leaks;

/// <summary>Makes a class disposable that was not.</summary>
internal static class DisposableType
{
    public static bool CanBecome(INamedTypeSymbol type) =>
        type is { TypeKind: TypeKind.Class, IsStatic: false }
        && !((ITypeSymbol)type).MayBeDisposed()
        && type.GetMembers("Dispose").IsEmpty;

    public static SyntaxNode Made(FixSite site, TypeDeclarationSyntax declaration, OwnedField field)
    {
        var generator = SyntaxGenerator.GetGenerator(site.Document);
        var disposable = site.Model.Compilation.GetTypeByMetadataName("System.IDisposable")!;
        var name = disposable.ToSyntax(generator, site.Model, declaration.SpanStart);
        var comment = declaration.GetLeadingTrivia().Any(trivia => trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia))
            ? SyntaxFactory.ParseLeadingTrivia("/// <inheritdoc/>\n")
            : SyntaxTriviaList.Empty;
        var dispose = SyntaxFactory.ParseMemberDeclaration($"public void Dispose() => {field.Disposal};")!
            .WithLeadingTrivia(comment.Insert(0, SyntaxFactory.ElasticCarriageReturnLineFeed))
            .WithAdditionalAnnotations(Formatter.Annotation);
        var disposing = (TypeDeclarationSyntax)generator.AddMembers(declaration, dispose);
        return site.Root.ReplaceNode(declaration, Implementing(disposing, (TypeSyntax)name));
    }

    // A comment or a line break at the end of the head stays there.
    private static TypeDeclarationSyntax Implementing(TypeDeclarationSyntax type, TypeSyntax name)
    {
        var head = (SyntaxNode?)type.BaseList ?? (SyntaxNode?)type.ParameterList ?? type.TypeParameterList;
        var last = head?.GetLastToken() ?? type.Identifier;
        var bare = type.ReplaceToken(last, last.WithTrailingTrivia());
        var added = SyntaxFactory.SimpleBaseType(name.WithTrailingTrivia(last.TrailingTrivia));
        var list = bare.BaseList is { Types: var types } existing
            ? existing.WithTypes(SyntaxFactory.SeparatedList([.. types, added], [.. types.GetSeparators(), Spaced(SyntaxKind.CommaToken)]))
            : SyntaxFactory.BaseList(Spaced(SyntaxKind.ColonToken).WithLeadingTrivia(SyntaxFactory.Space), [added]);
        return (TypeDeclarationSyntax)bare.WithBaseList(list);
    }

    private static SyntaxToken Spaced(SyntaxKind kind) => SyntaxFactory.Token(kind).WithTrailingTrivia(SyntaxFactory.Space);
}
