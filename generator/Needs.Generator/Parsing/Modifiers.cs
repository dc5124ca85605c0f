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
        if (method.ReturnType.ContainsPointer() || method.Parameters.Any(parameter => parameter.Type.ContainsPointer())) modifiers += " unsafe";
        return modifiers;
    }
}
