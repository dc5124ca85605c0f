using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Needs;

/// <summary>Finds what the compiler could not make out of a method's signature: types that it can't resolve, names not yet typed.</summary>
internal static class CompileErrors
{
    public static bool In(IMethodSymbol method) =>
        SelfAndContainers(method).Concat(method.Parameters).Concat(method.TypeParameters).Any(symbol => !SyntaxFacts.IsValidIdentifier(symbol.Name))
        || !AreToldApart(method.Parameters)
        || IsBroken(method.ReturnType)
        || method.Parameters.Any(parameter => IsBroken(parameter.Type))
        || method.TypeParameters.Any(type => type.ConstraintTypes.Any(IsBroken));

    private static bool AreToldApart(ImmutableArray<IParameterSymbol> parameters) =>
        parameters.Select(parameter => parameter.Name).Distinct(StringComparer.Ordinal).Count() == parameters.Length;

    private static IEnumerable<ISymbol> SelfAndContainers(IMethodSymbol method)
    {
        yield return method;
        for (var type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            yield return type;
            foreach (var parameter in type.TypeParameters) yield return parameter;
        }

        for (var space = method.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
            yield return space;
    }

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
