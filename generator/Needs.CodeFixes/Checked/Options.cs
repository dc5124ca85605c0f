using Microsoft.CodeAnalysis;

namespace Needs.CodeFixes.Checked;

/// <summary>Methods that take a resource over although nothing in their code says so.</summary>
internal static class Options
{
    /// <summary>Whether the method releases or keeps what it is given here: by option or by attribute.</summary>
    public static bool TakesOver(this FixSite site, IMethodSymbol method, IParameterSymbol? parameter) =>
        IsMarked(method) || (parameter is not null && IsMarked(parameter)) || site.ReleaseMethods.Contains(NameOf(method));

    private static bool IsMarked(ISymbol symbol) =>
        symbol.GetAttributes().Any(attribute =>
            attribute.AttributeClass?.Name is "HandlesResourceDisposalAttribute" or "HandlesResourceDisposal");

    private static string NameOf(IMethodSymbol method) => $"{method.ContainingType?.ToDisplayString(Qualified)}.{method.Name}";

    private static SymbolDisplayFormat Qualified { get; } =
        new(typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);
}
