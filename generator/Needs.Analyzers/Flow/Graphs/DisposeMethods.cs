using Microsoft.CodeAnalysis;

namespace Needs.Analyzers.Flow;

/// <summary>Finds the methods that an object's own type runs.</summary>
internal static class DisposeMethods
{
    /// <summary>What a type runs for IDisposable and IAsyncDisposable.</summary>
    public static IEnumerable<IMethodSymbol> Of(ITypeSymbol type)
    {
        foreach (var @interface in type.AllInterfaces)
        {
            if (!TypeExtensions.IsDisposableInterface(@interface))
                continue;

            foreach (var member in @interface.GetMembers())
            {
                if (type.FindImplementationForInterfaceMember(member) is IMethodSymbol implementation)
                    yield return Implementation(type, implementation);
            }
        }
    }

    /// <summary>What a base class from elsewhere calls when it is disposed.</summary>
    public static IEnumerable<IMethodSymbol> NamedSo(ITypeSymbol type)
    {
        for (var current = type; current is not null && current.IsInSource(); current = current.BaseType)
        {
            if (current.BaseType?.IsInSource() == true)
                continue;

            foreach (var method in current.GetMembers().OfType<IMethodSymbol>())
            {
                if (method.Name is "Dispose" or "DisposeAsync" or "DisposeAsyncCore" && method.IsOverride)
                    yield return Implementation(type, method);
            }
        }
    }

    /// <summary>The override of a virtual or interface method that objects of a type run.</summary>
    public static IMethodSymbol Implementation(ITypeSymbol type, IMethodSymbol method)
    {
        if (method.ContainingType?.TypeKind == TypeKind.Interface)
            method = type.FindImplementationForInterfaceMember(method) as IMethodSymbol ?? method;
        if (!method.IsVirtual && !method.IsAbstract && !method.IsOverride)
            return method;

        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers(method.Name))
            {
                if (member is IMethodSymbol candidate && Overrides(candidate, method))
                    return candidate;
            }
        }

        return method;
    }

    private static bool Overrides(IMethodSymbol candidate, IMethodSymbol method)
    {
        for (IMethodSymbol? current = candidate; current is not null; current = current.OverriddenMethod)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, method.OriginalDefinition))
                return true;
        }

        return false;
    }
}
