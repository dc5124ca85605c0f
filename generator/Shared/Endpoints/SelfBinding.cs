using Microsoft.CodeAnalysis;

namespace Needs.Endpoints;

/// <summary>A type that binds itself: <c>static ValueTask&lt;T&gt; BindAsync(HttpContext[, ParameterInfo])</c>.</summary>
/// <param name="Type">The type that declares the method.</param>
/// <param name="TakesParameter">Whether the method is told which parameter it binds.</param>
/// <param name="IsInterface">Whether it is that of <c>IBindableFromHttpContext</c>.</param>
internal sealed record SelfBinding(ITypeSymbol Type, bool TakesParameter, bool IsInterface)
{
    public static SelfBinding? Of(ITypeSymbol type)
    {
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface } named) return null;
        foreach (var candidate in named.IsGenericType ? named.AllInterfaces : named.InterfaceDefinitions())
        {
            if (candidate.HasName(AspNetCoreNames.BindableFromHttpContext) && SymbolEqualityComparer.Default.Equals(candidate.TypeArguments[0], named))
                return new SelfBinding(named, TakesParameter: true, IsInterface: true);
        }

        return Find(named, parameters: 2) ?? Find(named, parameters: 1);
    }

    private static SelfBinding? Find(INamedTypeSymbol type, int parameters)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers("BindAsync"))
            {
                if (member is IMethodSymbol { IsStatic: true, IsGenericMethod: false, DeclaredAccessibility: Accessibility.Public } method
                    && method.Parameters.Length == parameters
                    && method.Parameters[0].Type.HasName(AspNetCoreNames.HttpContext)
                    && (parameters == 1 || method.Parameters[1].Type.HasName("System.Reflection.ParameterInfo"))
                    && method.ReturnType.HasName("System.Threading.Tasks.ValueTask`1")
                    && SymbolEqualityComparer.Default.Equals(((INamedTypeSymbol)method.ReturnType).TypeArguments[0].WithoutNullable(), type))
                    return new SelfBinding(current, parameters == 2, IsInterface: false);
            }
        }

        return null;
    }
}
