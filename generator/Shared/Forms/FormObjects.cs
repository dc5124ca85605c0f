using Microsoft.CodeAnalysis;

namespace Needs.Forms;

/// <summary>Decides which types are objects with members of their own.</summary>
internal static class FormObjects
{
    /// <summary>Why the type is no object that a form can be bound to, a clause; <see langword="null"/> when it is one.</summary>
    public static string? Unbindable(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_Object } or IDynamicTypeSymbol => "it may be anything, so there is nothing to bind",
        ITypeParameterSymbol => Unreachable(type),
        IPointerTypeSymbol or IFunctionPointerTypeSymbol => "it is a pointer",
        IArrayTypeSymbol => "it is an array of several dimensions",
        { IsRefLikeType: true } => "it is a ref struct, which can't be kept",
        { TypeKind: TypeKind.Interface } => $"{NameOf(type)} is an interface, and nothing says which class to make",
        { TypeKind: TypeKind.Delegate } => "it is a delegate",
        { IsAbstract: true } => $"{NameOf(type)} is abstract, and nothing says which class to make",
        { IsTupleType: true } => "it is a tuple, whose names are gone at run time: use a record",
        { TypeKind: not (TypeKind.Class or TypeKind.Struct) } => $"{NameOf(type)} has no members to bind",
        _ when IsOfFramework(type) => $"{NameOf(type)} is neither a value that can be read from a text nor a type of yours",
        _ => Unreachable(type),
    };

    /// <summary>Why generated code can't name the type, a clause; <see langword="null"/> when it can.</summary>
    public static string? Unreachable(ITypeSymbol type)
    {
        if (type is ITypeParameterSymbol) return $"{type.Name} is a type parameter, and a form is bound to one type";
        if (type is IArrayTypeSymbol array) return Unreachable(array.ElementType);
        for (var current = type as INamedTypeSymbol; current is not null; current = current.ContainingType)
        {
            if (current.IsFileLocal) return $"{NameOf(current)} is local to its file, where generated code is not";
            if (current.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal)
                return $"{NameOf(current)} is {(current.DeclaredAccessibility == Accessibility.Private ? "private" : "protected")}, so that generated code can't reach it";
            if (current.IsUnboundGenericType) continue;
            foreach (var argument in current.TypeArguments)
            {
                if (Unreachable(argument) is { } why) return why;
            }
        }

        return null;
    }

    public static string NameOf(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    /// <summary>Whether the type belongs to .NET, ASP.NET Core or Needs: none was made to be filled by a form.</summary>
    public static bool IsOfFramework(ITypeSymbol type)
    {
        var space = type.ContainingNamespace;
        while (space is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: false }) space = space.ContainingNamespace;
        return type.Locations.All(location => !location.IsInSource) && space?.Name is ("System" or "Microsoft" or "Needs");
    }
}
