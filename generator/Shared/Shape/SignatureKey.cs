using Microsoft.CodeAnalysis;

namespace Needs;

/// <summary>
/// Text that is equal for two methods of one type exactly when they can't stand beside each other: names of parameters, tuples and type
/// parameters, nullability, <c>dynamic</c> and the kind of a reference make no difference.
/// </summary>
internal static class SignatureKey
{
    public static string Of(IMethodSymbol method) => Join(method, method.Parameters.Select(Of));

    public static string OfWrapper(HandlerShape shape) => Join(
        shape.Method,
        shape.Parameters
            .Where(parameter => parameter.Role != ParameterRole.Transaction)
            .Select(parameter => parameter.Role == ParameterRole.Connection ? $"global::{WellKnownNames.Database}" : Of(parameter.Symbol)));

    private static string Join(IMethodSymbol method, IEnumerable<string> parameters) =>
        $"{method.Name}`{method.Arity}({string.Join(",", parameters)})";

    private static string Of(IParameterSymbol parameter) => (parameter.RefKind == RefKind.None ? "" : "ref ") + Of(parameter.Type);

    private static string Of(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol { TypeParameterKind: TypeParameterKind.Method } parameter => $"!!{parameter.Ordinal}",
        ITypeParameterSymbol parameter => $"!{parameter.Name}",
        IDynamicTypeSymbol => "object",
        IArrayTypeSymbol array => $"{Of(array.ElementType)}[{array.Rank}]",
        IPointerTypeSymbol pointer => $"{Of(pointer.PointedAtType)}*",
        IFunctionPointerTypeSymbol { Signature: var signature } =>
            $"delegate*{signature.CallingConvention}<{string.Join(",", signature.Parameters.Select(Of))},{Of(signature.ReturnType)}>",
        INamedTypeSymbol { IsTupleType: true, TupleUnderlyingType: { } underlying } => Of(underlying),
        INamedTypeSymbol { IsGenericType: true } named => Named(named),
        _ => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
    };

    private static string Named(INamedTypeSymbol type)
    {
        var outer = type.ContainingType is { } containing ? Of(containing) : type.ContainingNamespace.ToDisplayString();
        return $"{outer}.{type.MetadataName}<{string.Join(",", type.TypeArguments.Select(Of))}>";
    }
}
