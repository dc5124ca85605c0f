using Microsoft.CodeAnalysis;

namespace Needs.Generator;

/// <summary>Describes the types that one field gives.</summary>
internal static class FormSchemaScalars
{
    private static readonly Dictionary<string, (string Type, string? Format)> Types = new(StringComparer.Ordinal)
    {
        ["SByte"] = ("integer", "int8"),
        ["Byte"] = ("integer", "uint8"),
        ["Int16"] = ("integer", "int16"),
        ["UInt16"] = ("integer", "uint16"),
        ["Int32"] = ("integer", "int32"),
        ["UInt32"] = ("integer", "uint32"),
        ["Int64"] = ("integer", "int64"),
        ["UInt64"] = ("integer", "uint64"),
        ["Int128"] = ("integer", null),
        ["UInt128"] = ("integer", null),
        ["IntPtr"] = ("integer", null),
        ["UIntPtr"] = ("integer", null),
        ["Half"] = ("number", null),
        ["Single"] = ("number", "float"),
        ["Double"] = ("number", "double"),
        ["Decimal"] = ("number", "double"),
        ["DateOnly"] = ("string", "date"),
        ["TimeOnly"] = ("string", "time"),
        ["DateTime"] = ("string", "date-time"),
        ["DateTimeOffset"] = ("string", "date-time"),
        ["Guid"] = ("string", "uuid"),
        ["Uri"] = ("string", "uri"),
    };

    public static JsonText File => new JsonText().Text("type", "string").Text("format", "binary");

    public static JsonText Of(ITypeSymbol type)
    {
        var isOfSystem = type.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true };
        return isOfSystem && Types.TryGetValue(type.MetadataName, out var known)
            ? new JsonText().Text("type", known.Type).Text("format", known.Format)
            : new JsonText().Text("type", "string");
    }
}
