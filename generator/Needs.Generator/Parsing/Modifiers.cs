using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Needs.Generator;

/// <summary>The modifiers that a wrapper shares with its handler.</summary>
internal static class Modifiers
{
    public static string Of(IMethodSymbol method)
    {
        var modifiers = SyntaxFacts.GetText(method.DeclaredAccessibility);
        if (method.IsStatic) modifiers += " static";
        if (method.IsReadOnly && !method.ContainingType.IsReadOnly) modifiers += " readonly";
        if (TypesIn(method).Any(type => type.ContainsPointer())) modifiers += " unsafe";
        return modifiers;
    }

    private static IEnumerable<ITypeSymbol> TypesIn(IMethodSymbol method) => method.Parameters
        .Select(parameter => parameter.Type)
        .Concat(method.TypeParameters.SelectMany(parameter => parameter.ConstraintTypes))
        .Prepend(method.ReturnType);
}
