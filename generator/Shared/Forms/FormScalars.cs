using Microsoft.CodeAnalysis;
using Needs.Endpoints;

namespace Needs.Forms;

/// <summary>The types that one field gives, and what reads them.</summary>
internal static class FormScalars
{
    private static readonly Dictionary<string, string> Parsers = new(StringComparer.Ordinal)
    {
        ["System.String"] = "TextParser",
        ["System.Char"] = "CharParser",
        ["System.SByte"] = "IntegerParser",
        ["System.Byte"] = "IntegerParser",
        ["System.Int16"] = "IntegerParser",
        ["System.UInt16"] = "IntegerParser",
        ["System.Int32"] = "IntegerParser",
        ["System.UInt32"] = "IntegerParser",
        ["System.Int64"] = "IntegerParser",
        ["System.UInt64"] = "IntegerParser",
        ["System.Int128"] = "IntegerParser",
        ["System.UInt128"] = "IntegerParser",
        ["System.IntPtr"] = "IntegerParser",
        ["System.UIntPtr"] = "IntegerParser",
        ["System.Half"] = "NumberParser",
        ["System.Single"] = "NumberParser",
        ["System.Double"] = "NumberParser",
        ["System.Decimal"] = "NumberParser",
        ["System.DateOnly"] = "DateOnlyParser",
        ["System.TimeOnly"] = "TimeOnlyParser",
        ["System.DateTime"] = "DateTimeParser",
        ["System.DateTimeOffset"] = "DateTimeOffsetParser",
        ["System.TimeSpan"] = "TimeSpanParser",
        ["System.Guid"] = "GuidParser",
        ["System.Uri"] = "UriAddressParser",
    };

    /// <summary>What takes a type that is written as one text, or <see langword="null"/> when it is not.</summary>
    public static FormTarget? Of(ITypeSymbol type)
    {
        if (type.SpecialType == SpecialType.System_Boolean) return new(FormTargetKind.Flag, type);
        if (type.TypeKind == TypeKind.Enum)
            return new(type.AttributeDeriving(FormNames.Flags) is null ? FormTargetKind.Enum : FormTargetKind.Flags, type);
        if (type is not INamedTypeSymbol { IsRefLikeType: false } named) return null;
        if (named is { ContainingType: null, Arity: 0, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } }
            && Parsers.TryGetValue($"System.{named.MetadataName}", out var parser))
            return new(FormTargetKind.Scalar, type) { Runtime = parser, IsGenericParser = parser is "IntegerParser" or "NumberParser" };
        return ValueParsing.Of(type) is { Parser: ValueParser.Parsable } ? new(FormTargetKind.Scalar, type) { Runtime = "ParsableParser", IsGenericParser = true } : null;
    }
}
