using Microsoft.CodeAnalysis;

namespace Needs;

/// <summary>Finds out whether the wrapper's signature is already taken in its type: NEEDS007.</summary>
internal static class WrapperClash
{
    /// <summary>Whether another method has the same signature, which is the compiler's business.</summary>
    public static bool IsDuplicate(IMethodSymbol method)
    {
        if (!HasOverloads(method)) return false;
        var signature = SignatureKey.Of(method);
        return method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>()
            .Any(sibling => !SymbolEqualityComparer.Default.Equals(sibling, method) && !IsGenerated(sibling) && SignatureKey.Of(sibling) == signature);
    }

    public static ShapeProblem? Find(HandlerShape shape, CancellationToken cancellationToken)
    {
        var method = shape.Method;
        if (!HasOverloads(method)) return null;
        var wrapper = SignatureKey.OfWrapper(shape);
        var isEarlier = true;
        foreach (var sibling in method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>())
        {
            if (SymbolEqualityComparer.Default.Equals(sibling, method))
                isEarlier = false;
            else if (!IsGenerated(sibling) && SignatureKey.Of(sibling) == wrapper)
                return Problem(shape, "a method of the same type");
            else if (isEarlier && WrapperKeyOf(sibling, cancellationToken) == wrapper)
                return Problem(shape, "the wrapper of another handler");
        }

        return null;
    }

    /// <summary>Whether the wrapper stands in the type: true only where the generator's output is part of the compilation.</summary>
    public static bool IsGenerated(HandlerShape shape)
    {
        var wrapper = SignatureKey.OfWrapper(shape);
        return shape.Method.ContainingType.GetMembers(shape.Method.Name).OfType<IMethodSymbol>()
            .Any(sibling => IsGenerated(sibling) && SignatureKey.Of(sibling) == wrapper);
    }

    private static bool HasOverloads(IMethodSymbol method) => method.ContainingType.GetMembers(method.Name).Length > 1;

    private static string? WrapperKeyOf(IMethodSymbol sibling, CancellationToken cancellationToken) =>
        HandlerShape.IsHandler(sibling) && HandlerShape.OfItself(sibling, cancellationToken) is { IsValid: true, IsWrapped: true } shape
            ? SignatureKey.OfWrapper(shape)
            : null;

    private static ShapeProblem Problem(HandlerShape shape, string takenBy) =>
        new(DiagnosticIds.WrapperExists, shape.Method, shape.Method.Name, Describe(shape), takenBy);

    private static string Describe(HandlerShape shape)
    {
        var parameters = shape.Parameters
            .Where(parameter => parameter.Role != ParameterRole.Transaction)
            .Select(parameter => parameter.Role == ParameterRole.Connection
                ? "Database"
                : parameter.Symbol.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
        return $"{shape.Method.Name}({string.Join(", ", parameters)})";
    }

    private static bool IsGenerated(IMethodSymbol method) => method.GetAttributes().Any(attribute =>
        attribute.AttributeClass.Is("GeneratedCodeAttribute", "System", "CodeDom", "Compiler")
        && attribute.ConstructorArguments is [{ Value: WellKnownNames.GeneratorName }, ..]);
}
