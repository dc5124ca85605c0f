using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Needs;

/// <summary>Which results can be handed on when the connection goes back: NEEDS006.</summary>
internal static class ReturnRules
{
    public static void Check(HandlerShape shape, ImmutableArray<ShapeProblem>.Builder problems)
    {
        var method = shape.Method;
        var reason = ReturnReason(shape) ?? (shape is { IsWrapped: true, Return.IsDeferred: true } ? DeferredReason(shape) : null);
        if (reason is not null) problems.Add(new(DiagnosticIds.UnsupportedReturn, method, method.Name, reason));
    }

    private static string? ReturnReason(HandlerShape shape)
    {
        var method = shape.Method;
        var type = method.ReturnType;
        if (method.ReturnsByRef || method.ReturnsByRefReadonly) return "it returns by reference";
        if (shape.Return.Kind != ReturnKind.Value) return null;

        var name = type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        var end = shape.IsWrapped ? "the connection went back" : "the handler's work was done";
        if (IsEnumerator(type)) return $"'{name}' would be used after {end}: return IEnumerable<T> or IAsyncEnumerable<T>";
        if (IsAsyncSequence(type)) return $"'{name}' would be used after {end}: return IAsyncEnumerable<T> itself";
        if (IsAwaitable(type)) return $"'{name}' is awaitable but no task the compiler can make: return Task, Task<T>, ValueTask or ValueTask<T>";
        return null;
    }

    private static string? DeferredReason(HandlerShape shape)
    {
        var method = shape.Method;
        var what = shape.Return.IsStream ? "a stream" : "a task";
        if (!method.IsStatic && method.ContainingType.IsRefLikeType) return $"{what} can't keep an instance of a ref struct";
        if (method.ReturnType.ContainsPointer()) return $"{what} can't hold pointers";

        foreach (var parameter in shape.Parameters.Where(parameter => parameter.Role == ParameterRole.Argument).Select(parameter => parameter.Symbol))
        {
            if (parameter.RefKind is RefKind.Ref or RefKind.Out)
                return $"{what} can't keep the {(parameter.RefKind == RefKind.Ref ? "ref" : "out")} parameter '{parameter.Name}' while the connection is opened";
            if (parameter.Type.IsStackOnly()) return $"{what} can't keep the ref struct '{parameter.Name}' while the connection is opened";
            if (parameter.Type.ContainsPointer()) return $"{what} can't keep the pointer '{parameter.Name}' while the connection is opened";
        }

        return null;
    }

    private static bool IsEnumerator(ITypeSymbol type) =>
        type.Is("IEnumerator", "System", "Collections") || type.Is("IEnumerator", "System", "Collections", "Generic");

    private static bool IsAsyncSequence(ITypeSymbol type)
    {
        if (type is ITypeParameterSymbol parameter) return parameter.ConstraintTypes.Any(IsAsyncSequence);
        return IsOne(type) || type.InterfaceDefinitions().Any(IsOne);

        static bool IsOne(ITypeSymbol one) =>
            one.Is("IAsyncEnumerable", "System", "Collections", "Generic") || one.Is("IAsyncEnumerator", "System", "Collections", "Generic");
    }

    private static bool IsAwaitable(ITypeSymbol type)
    {
        if (type is ITypeParameterSymbol parameter) return parameter.ConstraintTypes.Any(IsAwaitable);
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (HasGetAwaiter(current)) return true;
        }

        return type.InterfaceDefinitions().Any(HasGetAwaiter);
    }

    private static bool HasGetAwaiter(ITypeSymbol type) =>
        type.GetMembers("GetAwaiter").Any(member => member is IMethodSymbol { IsStatic: false, Parameters.IsEmpty: true });
}
