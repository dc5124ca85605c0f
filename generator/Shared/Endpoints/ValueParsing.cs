using Microsoft.CodeAnalysis;

namespace Needs.Endpoints;

/// <summary>The kinds of text parsers; all but the last two are methods of <c>Needs.AspNetCore.ValueParser</c>.</summary>
internal enum ValueParser
{
    Parsable,
    Enum,
    Uri,
    DateTime,
    DateTimeOffset,
    DateOnly,
    TimeOnly,

    /// <summary><c>bool TryParse(string, IFormatProvider, out T)</c> of the type.</summary>
    TryParseWithProvider,

    /// <summary><c>bool TryParse(string, out T)</c> of the type.</summary>
    TryParse,
}

/// <summary>How values of a type are read from text, as minimal APIs do.</summary>
internal sealed record ValueParsing(ITypeSymbol Type, ValueParser Parser)
{
    /// <summary>How to read a type, or <see langword="null"/> when it can't be read from text.</summary>
    /// <param name="type">The type, without <c>?</c>; not <see cref="string"/>.</param>
    public static ValueParsing? Of(ITypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Enum) return new ValueParsing(type, ValueParser.Enum);
        if (type is not INamedTypeSymbol named || named.SpecialType is SpecialType.System_String or SpecialType.System_Object) return null;
        if (named.HasName("System.Uri")) return new ValueParsing(type, ValueParser.Uri);
        if (named.HasName("System.DateTime")) return new ValueParsing(type, ValueParser.DateTime);
        if (named.HasName("System.DateTimeOffset")) return new ValueParsing(type, ValueParser.DateTimeOffset);
        if (named.HasName("System.DateOnly")) return new ValueParsing(type, ValueParser.DateOnly);
        if (named.HasName("System.TimeOnly")) return new ValueParsing(type, ValueParser.TimeOnly);
        if (ParsesItself(named)) return new ValueParsing(type, ValueParser.Parsable);
        if (Find(named, HasProvider)) return new ValueParsing(type, ValueParser.TryParseWithProvider);
        return Find(named, HasText) ? new ValueParsing(type, ValueParser.TryParse) : null;
    }

    private static bool ParsesItself(INamedTypeSymbol type)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct)) return false;
        foreach (var candidate in type.IsGenericType ? type.AllInterfaces : type.InterfaceDefinitions())
        {
            if (candidate.HasName("System.IParsable`1") && SymbolEqualityComparer.Default.Equals(candidate.TypeArguments[0], type)) return true;
        }

        return false;
    }

    private static bool Find(INamedTypeSymbol type, Func<IMethodSymbol, ITypeSymbol, bool> matches)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers("TryParse"))
            {
                if (member is IMethodSymbol
                    {
                        IsStatic: true,
                        IsGenericMethod: false,
                        DeclaredAccessibility: Accessibility.Public,
                        ReturnType.SpecialType: SpecialType.System_Boolean,
                    } method && matches(method, type))
                    return true;
            }
        }

        return false;
    }

    private static bool HasProvider(IMethodSymbol method, ITypeSymbol type) =>
        method.Parameters.Length == 3 && IsText(method.Parameters[0]) && method.Parameters[1].Type.HasName("System.IFormatProvider")
        && IsResult(method.Parameters[2], type);

    private static bool HasText(IMethodSymbol method, ITypeSymbol type) =>
        method.Parameters.Length == 2 && IsText(method.Parameters[0]) && IsResult(method.Parameters[1], type);

    private static bool IsText(IParameterSymbol parameter) =>
        parameter is { RefKind: RefKind.None, Type.SpecialType: SpecialType.System_String };

    private static bool IsResult(IParameterSymbol parameter, ITypeSymbol type) =>
        parameter.RefKind == RefKind.Out && SymbolEqualityComparer.Default.Equals(parameter.Type, type);
}
