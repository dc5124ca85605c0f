using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Needs.Analyzers.Flow;
using Needs.Endpoints;

namespace Needs.Analyzers.Injection.Requests;

/// <summary>Which types can carry text that somebody chose: not numbers, dates, GUIDs, enums and what is made of them.</summary>
internal sealed class TextTypes
{
    private const int DeepestElement = 4;

    private static readonly HashSet<string> Values =
        ["Guid", "DateTimeOffset", "DateOnly", "TimeOnly", "TimeSpan", "Int128", "UInt128", "Half", "Rune", "Index", "Range", "Version", "IPAddress", "CancellationToken", "BigInteger", "Type"];

    private readonly ConcurrentDictionary<ITypeSymbol, bool> _known = new(SymbolEqualityComparer.Default);

    /// <summary>Whether a value of the type may have text in it.</summary>
    public bool MayCarry(ITypeSymbol? type) => type is not null && type.SpecialType switch
    {
        SpecialType.System_String or SpecialType.System_Object => true,
        SpecialType.None => _known.GetOrAdd(type, found => Find(found, DeepestElement)),
        SpecialType.System_Void or SpecialType.System_DateTime or SpecialType.System_Nullable_T => false,
        >= SpecialType.System_Boolean and <= SpecialType.System_UIntPtr => false,
        _ => _known.GetOrAdd(type, found => Find(found, DeepestElement)),
    };

    /// <summary>Whether a bound object of the type has a member that may have text in it.</summary>
    public static bool IsData(ITypeSymbol type)
    {
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false, IsStatic: false } named
            || IsServiceName(named.Name) || named.Derives("System.Delegate") || IsFromLibrary(named))
        {
            return false;
        }

        for (var current = named; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                if (member is IPropertySymbol { IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public, GetMethod: not null } property
                    && (property.SetMethod is { DeclaredAccessibility: Accessibility.Public } || IsGivenToConstructor(property, named)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsGivenToConstructor(IPropertySymbol property, INamedTypeSymbol type) =>
        type.InstanceConstructors.Any(constructor => constructor.Parameters.Any(parameter =>
            string.Equals(parameter.Name, property.Name, StringComparison.OrdinalIgnoreCase) && SymbolEqualityComparer.Default.Equals(parameter.Type, property.Type)));

    private static bool IsServiceName(string name) =>
        name.EndsWith("Service", StringComparison.Ordinal) || name.EndsWith("Repository", StringComparison.Ordinal) || name.EndsWith("Context", StringComparison.Ordinal)
        || name.EndsWith("Factory", StringComparison.Ordinal) || name.EndsWith("Client", StringComparison.Ordinal) || name.EndsWith("Manager", StringComparison.Ordinal)
        || name.EndsWith("Provider", StringComparison.Ordinal) || name.EndsWith("Store", StringComparison.Ordinal) || name.EndsWith("Options", StringComparison.Ordinal)
        || name.EndsWith("Settings", StringComparison.Ordinal) || name.EndsWith("Configuration", StringComparison.Ordinal) || name.EndsWith("Logger", StringComparison.Ordinal);

    private static bool IsFromLibrary(INamedTypeSymbol type) =>
        !type.IsInSource()
        && (type.ContainingNamespace.IsWithin("System") || type.ContainingNamespace.IsWithin("Microsoft") || type.ContainingNamespace.IsWithin("Needs"));

    private bool Find(ITypeSymbol type, int deepest)
    {
        if (deepest == 0)
            return true;

        switch (type)
        {
            case IArrayTypeSymbol array:
                // Bytes and characters one by one are no text that anybody glues into SQL unchecked.
                return Find(array.ElementType, deepest - 1);
            case ITypeParameterSymbol:
                return true;
            case { TypeKind: TypeKind.Enum or TypeKind.Error or TypeKind.Pointer or TypeKind.FunctionPointer }:
                return false;
            case INamedTypeSymbol { IsTupleType: true } tuple:
                return tuple.TupleElements.Any(element => Find(element.Type, deepest - 1));
        }

        if (type.SpecialType is SpecialType.System_String or SpecialType.System_Object)
            return true;
        if (type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_UIntPtr or SpecialType.System_DateTime or SpecialType.System_Void)
            return false;
        if (type is not INamedTypeSymbol named)
            return true;
        if (named.ContainingNamespace.IsWithin("System"))
        {
            if (Values.Contains(named.Name))
                return false;
            return named.TypeArguments.Length == 0 || named.TypeArguments.Any(argument => Find(argument, deepest - 1));
        }

        return true;
    }
}
