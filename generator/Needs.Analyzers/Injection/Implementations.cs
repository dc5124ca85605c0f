using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Needs.Analyzers.Flow;

namespace Needs.Analyzers.Injection;

/// <summary>The methods of this compilation that a call through an interface or an abstract class of it may mean.</summary>
internal sealed class Implementations(Compilation compilation)
{
    /// <summary>With more than these nobody knows which is meant.</summary>
    private const int Most = 3;

    private readonly Lazy<ImmutableArray<INamedTypeSymbol>> _classes = new(() => [.. Classes(compilation.Assembly.GlobalNamespace)]);
    private readonly ConcurrentDictionary<IMethodSymbol, ImmutableArray<IMethodSymbol>> _known = new(SymbolEqualityComparer.Default);

    public ImmutableArray<IMethodSymbol> Of(IMethodSymbol method)
    {
        method = method.OriginalDefinition;
        return method.IsInSource() && (method.IsAbstract || method.ContainingType?.TypeKind == TypeKind.Interface)
            ? _known.GetOrAdd(method, Find)
            : [];
    }

    private static IEnumerable<INamedTypeSymbol> Classes(INamespaceOrTypeSymbol container)
    {
        foreach (var member in container.GetMembers())
        {
            if (member is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsStatic: false } type && (!type.AllInterfaces.IsEmpty || type.BaseType is { SpecialType: SpecialType.None }))
                yield return type;
            if (member is not INamespaceOrTypeSymbol nested)
                continue;
            foreach (var inner in Classes(nested))
                yield return inner;
        }
    }

    private ImmutableArray<IMethodSymbol> Find(IMethodSymbol method)
    {
        var found = ImmutableArray.CreateBuilder<IMethodSymbol>();
        foreach (var type in _classes.Value)
        {
            var implementation = method.ContainingType.TypeKind == TypeKind.Interface ? InType(type, method) : Overriding(type, method);
            if (implementation is not { IsAbstract: false } || !SymbolEqualityComparer.Default.Equals(implementation.ContainingType, type))
                continue;
            if (found.Count == Most)
                return [];
            found.Add(implementation);
        }

        return found.ToImmutable();
    }

    private static IMethodSymbol? InType(INamedTypeSymbol type, IMethodSymbol method)
    {
        foreach (var candidate in type.AllInterfaces)
        {
            if (!SymbolEqualityComparer.Default.Equals(candidate.OriginalDefinition, method.ContainingType))
                continue;

            var member = candidate.GetMembers(method.Name).FirstOrDefault(one => SymbolEqualityComparer.Default.Equals(one.OriginalDefinition, method));
            return member is null ? null : (type.FindImplementationForInterfaceMember(member) as IMethodSymbol)?.OriginalDefinition;
        }

        return null;
    }

    private static IMethodSymbol? Overriding(INamedTypeSymbol type, IMethodSymbol method)
    {
        foreach (var member in type.GetMembers(method.Name))
        {
            for (var overridden = (member as IMethodSymbol)?.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
            {
                if (SymbolEqualityComparer.Default.Equals(overridden.OriginalDefinition, method))
                    return (IMethodSymbol)member;
            }
        }

        return null;
    }
}
