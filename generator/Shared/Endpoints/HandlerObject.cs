using Microsoft.CodeAnalysis;

namespace Needs.Endpoints;

/// <summary>How the object of an instance handler is built for a request: by its constructor, with services.</summary>
internal static class HandlerObject
{
    /// <summary>Finds the constructor.</summary>
    /// <param name="type">The type of the handler.</param>
    /// <param name="why">Why there is none to use, a clause.</param>
    public static IMethodSymbol? Constructor(INamedTypeSymbol type, out string? why)
    {
        why = type.TypeKind == TypeKind.Interface ? "it is an interface"
            : type.IsAbstract ? "it is abstract"
            : type.IsRefLikeType ? "it is a ref struct"
            : null;
        if (why is not null) return null;

        var constructor = Choose(type, out why);
        if (constructor is null) return null;
        why = HasOpenRequirement(type, constructor, out var member) ? $"its member {member} is required, and services only fill constructors" : Unfillable(constructor);
        return why is null ? constructor : null;
    }

    private static IMethodSymbol? Choose(INamedTypeSymbol type, out string? why)
    {
        why = null;
        var all = type.InstanceConstructors.Where(constructor => !IsCopy(constructor, type)).ToList();
        var marked = all.Where(constructor => constructor.AttributeDeriving(AspNetCoreNames.ActivatorConstructorAttribute) is not null).ToList();
        if (marked.Count == 1) return marked[0];

        var open = all.Where(constructor => constructor.DeclaredAccessibility == Accessibility.Public).ToList();
        if (type.IsValueType && open.Count > 1) open.RemoveAll(constructor => constructor.IsImplicitlyDeclared && constructor.Parameters.Length == 0);
        if (open.Count == 1) return open[0];
        why = open.Count == 0
            ? "it has no public constructor"
            : "it has several public constructors: mark the one to use with [ActivatorUtilitiesConstructor]";
        return null;
    }

    private static bool IsCopy(IMethodSymbol constructor, INamedTypeSymbol type) =>
        type.IsRecord && constructor.Parameters.Length == 1 && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, type);

    private static bool HasOpenRequirement(INamedTypeSymbol type, IMethodSymbol constructor, out string? name)
    {
        name = null;
        if (constructor.GetAttributes().Any(attribute => attribute.AttributeClass.HasName("System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute")))
            return false;
        for (var current = type; current is not null && name is null; current = current.BaseType)
        {
            name = current.GetMembers()
                .FirstOrDefault(member => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true })?.Name;
        }

        return name is not null;
    }

    private static string? Unfillable(IMethodSymbol constructor)
    {
        foreach (var parameter in constructor.Parameters)
        {
            if (parameter.RefKind is not (RefKind.None or RefKind.In) || parameter.Type.IsRefLikeType || parameter.Type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer)
                return $"its constructor's parameter {parameter.Name} can't be a service";
        }

        return null;
    }
}
