using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Needs;

/// <summary>Finds what the compiler could not make out of a method's signature: types that it can't resolve, names not yet typed.</summary>
internal static class CompileErrors
{
    public static bool In(IMethodSymbol method) =>
        !AreNamed(method)
        || !AreToldApart(method.Parameters)
        || IsBroken(method.ReturnType)
        || method.Parameters.Any(parameter => IsBroken(parameter.Type))
        || method.TypeParameters.Any(type => type.ConstraintTypes.Any(IsBroken));

    private static bool AreToldApart(ImmutableArray<IParameterSymbol> parameters)
    {
        for (var i = 1; i < parameters.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (parameters[i].Name == parameters[j].Name) return false;
            }
        }

        return true;
    }

    private static bool AreNamed(IMethodSymbol method)
    {
        if (!IsNamed(method) || !method.Parameters.All(IsNamed) || !method.TypeParameters.All(IsNamed)) return false;
        for (var type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            if (!IsNamed(type) || !type.TypeParameters.All(IsNamed)) return false;
        }

        for (var space = method.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            if (!IsNamed(space)) return false;
        }

        return true;
    }

    private static bool IsNamed(ISymbol symbol) => SyntaxFacts.IsValidIdentifier(symbol.Name);

    public static bool IsBroken(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Error } => true,
        IArrayTypeSymbol array => IsBroken(array.ElementType),
        IPointerTypeSymbol pointer => IsBroken(pointer.PointedAtType),
        IFunctionPointerTypeSymbol { Signature: var signature } =>
            IsBroken(signature.ReturnType) || signature.Parameters.Any(parameter => IsBroken(parameter.Type)),
        INamedTypeSymbol named => named.TypeArguments.Any(IsBroken) || named.ContainingType is { } outer && IsBroken(outer),
        _ => false,
    };
}
