using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Needs.Generator;

/// <summary>Writes constants as code, the same on every machine.</summary>
internal static class Literals
{
    /// <summary>A constant of a type, as a default value or an argument of an attribute.</summary>
    public static string Of(object? value, ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var underlying] })
            return value is null ? "null" : Of(value, underlying);
        if (value is null) return type.IsReferenceType ? "null" : "default";
        return type.TypeKind == TypeKind.Enum ? OfEnum(value, (INamedTypeSymbol)type) : Of(value);
    }

    public static string Of(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        string text => SymbolDisplay.FormatLiteral(text, quote: true),
        char character => SymbolDisplay.FormatLiteral(character, quote: true),
        float number => Of(number),
        double number => Of(number),
        decimal number => number.ToString(CultureInfo.InvariantCulture) + "M",
        long number => number.ToString(CultureInfo.InvariantCulture) + "L",
        uint number => number.ToString(CultureInfo.InvariantCulture) + "U",
        ulong number => number.ToString(CultureInfo.InvariantCulture) + "UL",
        DateTime moment => $"new global::System.DateTime({moment.Ticks.ToString(CultureInfo.InvariantCulture)}L)",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => "default",
    };

    private static string Of(float number)
    {
        if (float.IsNaN(number)) return "float.NaN";
        if (float.IsInfinity(number)) return number > 0 ? "float.PositiveInfinity" : "float.NegativeInfinity";
        return WithSign(number.ToString("G9", CultureInfo.InvariantCulture), number == 0 && 1 / number < 0) + "F";
    }

    private static string Of(double number)
    {
        if (double.IsNaN(number)) return "double.NaN";
        if (double.IsInfinity(number)) return number > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity";
        return WithSign(number.ToString("G17", CultureInfo.InvariantCulture), number == 0 && 1 / number < 0) + "D";
    }

    // .NET Framework, on which an IDE may run this, forgets the sign of a negative zero.
    private static string WithSign(string number, bool isNegativeZero) => isNegativeZero ? "-0" : number;

    private static string OfEnum(object value, INamedTypeSymbol type)
    {
        var name = TypeNames.Of(type, nullable: false);
        var member = type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field =>
            field.HasConstantValue && Equals(field.ConstantValue, value) && !field.HasAttribute("ObsoleteAttribute", "System")
            && !field.HasAttribute("ExperimentalAttribute", "System", "Diagnostics", "CodeAnalysis"));
        return member is null ? $"({name})({Of(value)})" : $"{name}.{Identifiers.Escape(member.Name)}";
    }
}
