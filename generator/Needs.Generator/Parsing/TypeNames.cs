using Microsoft.CodeAnalysis;

namespace Needs.Generator;

/// <summary>Writes types so that they mean the same in any file.</summary>
internal static class TypeNames
{
    private static readonly SymbolDisplayFormat Annotated = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat Namespaces = SymbolDisplayFormat.FullyQualifiedFormat
        .WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    private static readonly SymbolDisplayFormat Messages = SymbolDisplayFormat.CSharpErrorMessageFormat
        .RemoveMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    private static readonly TypeMemory<string> Plain = new(static definition => definition.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat));

    /// <summary>The type as messages name it.</summary>
    public static string ForMessages(ITypeSymbol type) => type.ToDisplayString(Messages);

    /// <param name="type">Any type.</param>
    /// <param name="nullable">Whether the text stands where nullable annotations are on.</param>
    public static string Of(ITypeSymbol type, bool nullable)
    {
        if (type is not INamedTypeSymbol { IsGenericType: false, TypeKind: not TypeKind.Error })
            return type.ToDisplayString(nullable ? Annotated : SymbolDisplayFormat.FullyQualifiedFormat);
        return nullable && type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated } ? Plain.Of(type) + "?" : Plain.Of(type);
    }

    /// <summary>The namespace as written in code; null for the global one.</summary>
    public static string? Of(INamespaceSymbol? space) => space is null or { IsGlobalNamespace: true } ? null : space.ToDisplayString(Namespaces);
}
