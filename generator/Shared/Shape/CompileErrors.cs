using Microsoft.CodeAnalysis;

namespace Needs;

/// <summary>Finds types that the compiler could not resolve in a method's signature.</summary>
internal static class CompileErrors
{
    public static bool In(IMethodSymbol method) =>
        !IsNamed(method)
        || IsBroken(method.ReturnType)
        || method.Parameters.Any(parameter => IsBroken(parameter.Type))
        || method.TypeParameters.Any(type => type.ConstraintTypes.Any(IsBroken));

    // Half-typed code: no name yet, or a method that stands in no type.
    private static bool IsNamed(ISymbol symbol) =>
        symbol.CanBeReferencedByName && (symbol.ContainingType is not { } containing || IsNamed(containing));

    private static bool IsBroken(ITypeSymbol type) => type switch
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
