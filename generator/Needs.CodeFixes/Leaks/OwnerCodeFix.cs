using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Needs.CodeFixes.Checked;

namespace Needs.CodeFixes.Leaks;

/// <summary>Disposes a field with the object that owns it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class OwnerCodeFix : LeakCodeFix
{
    public override ImmutableArray<string> FixableDiagnosticIds => [DiagnosticIds.OwnerForgetsField];

    public override string Title => "Dispose it in Dispose";

    private protected override IEnumerable<SyntaxNode> Candidates(FixSite site)
    {
        if (Member(site) is not { IsStatic: false } member
            || site.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>(type => IsOf(type, member, site)) is not { } declaration)
        {
            return [];
        }

        var field = new OwnedField(member.Name, Type(member), MayBeNull(member));
        var methods = DisposeMethods.Of(member.ContainingType, site);
        if (methods.Count > 0)
            return [DisposeMethods.Extended(site, methods, field)];
        if (DisposableType.CanBecome(member.ContainingType))
            return [DisposableType.Made(site, declaration, field)];
        return InheritedDispose.Of(member.ContainingType) is { } inherited
            ? [InheritedDispose.Overridden(site, declaration, inherited, field)]
            : [];
    }

    private static ISymbol? Member(FixSite site) => site.Symbol switch
    {
        IFieldSymbol field => field.AssociatedSymbol ?? field,
        IPropertySymbol property => property,
        _ => null,
    };

    private static bool IsOf(TypeDeclarationSyntax type, ISymbol member, FixSite site) =>
        SymbolEqualityComparer.Default.Equals(site.Model.GetDeclaredSymbol(type, site.Cancellation), member.ContainingType);

    private static ITypeSymbol Type(ISymbol member) => member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type;

    private static bool MayBeNull(ISymbol member) => Type(member).NullableAnnotation != NullableAnnotation.NotAnnotated;
}
