using Microsoft.CodeAnalysis;

namespace Needs.Generator;

/// <summary>Writes an attribute as it would stand between its brackets.</summary>
internal static class AttributeText
{
    /// <summary>Null when the attribute is broken, or can't be named outside its file.</summary>
    public static string? Of(AttributeData attribute)
    {
        if (Arguments(attribute) is not { } arguments || Named(attribute) is not { } named) return null;
        var all = arguments.Concat(named).ToList();
        var name = TypeNames.Of(attribute.AttributeClass!, nullable: false);
        return all.Count == 0 ? name : $"{name}({string.Join(", ", all)})";
    }

    /// <summary>The expression that makes the attribute; null as <see cref="Of(AttributeData)"/>.</summary>
    public static string? Creation(AttributeData attribute)
    {
        if (Arguments(attribute) is not { } arguments || Named(attribute) is not { } named) return null;
        var creation = $"new {TypeNames.Of(attribute.AttributeClass!, nullable: false)}({string.Join(", ", arguments)})";
        return named.Count == 0 ? creation : $"{creation} {{ {string.Join(", ", named)} }}";
    }

    /// <summary>What the attribute's named arguments set, each as an assignment.</summary>
    public static IEnumerable<string> Settings(AttributeData attribute) => Named(attribute) ?? [];

    private static List<string>? Arguments(AttributeData attribute)
    {
        if (attribute is not { AttributeClass: { TypeKind: not TypeKind.Error } type, AttributeConstructor: { } constructor }) return null;
        if (!CanBeNamed(type)) return null;

        var arguments = new List<string>();
        var isPositional = true;
        for (var i = 0; i < attribute.ConstructorArguments.Length; i++)
        {
            // The compiler fills these in by the place of the attribute: a path or a line would make the output differ without reason.
            if (IsFilledInByCompiler(constructor.Parameters[i]))
            {
                isPositional = false;
                continue;
            }

            if (Of(attribute.ConstructorArguments[i]) is not { } argument) return null;
            arguments.Add(isPositional ? argument : $"{Identifiers.Escape(constructor.Parameters[i].Name)}: {argument}");
        }

        return arguments;
    }

    private static List<string>? Named(AttributeData attribute)
    {
        var arguments = new List<string>();
        foreach (var named in attribute.NamedArguments)
        {
            if (Of(named.Value) is not { } argument) return null;
            arguments.Add($"{Identifiers.Escape(named.Key)} = {argument}");
        }

        return arguments;
    }

    /// <summary>Null when the constant is broken, or names a type that can't be named outside its file.</summary>
    public static string? Of(TypedConstant constant)
    {
        if (constant is { Kind: TypedConstantKind.Error } or { Type: null }) return null;
        if (constant.IsNull) return $"({TypeNames.Of(constant.Type, nullable: false)})null";
        return constant.Kind switch
        {
            TypedConstantKind.Array => OfArray(constant),
            TypedConstantKind.Type when constant.Value is ITypeSymbol type => CanBeNamed(type) ? $"typeof({TypeNames.Of(type, nullable: false)})" : null,
            TypedConstantKind.Enum => CanBeNamed(constant.Type) ? Literals.Of(constant.Value, constant.Type) : null,
            _ when constant.Value is byte or sbyte or short or ushort =>
                $"({TypeNames.Of(constant.Type, nullable: false)})({Literals.Of(constant.Value)})",
            _ => Literals.Of(constant.Value, constant.Type),
        };
    }

    private static string? OfArray(TypedConstant array)
    {
        var items = array.Values.Select(Of).ToList();
        if (items.Contains(null)) return null;
        var type = TypeNames.Of(array.Type!, nullable: false);
        return items.Count == 0 ? $"new {type} {{ }}" : $"new {type} {{ {string.Join(", ", items)} }}";
    }

    private static bool IsFilledInByCompiler(IParameterSymbol parameter) => parameter.IsOptional && parameter.GetAttributes().Any(attribute =>
        attribute.AttributeClass is { Name: "CallerFilePathAttribute" or "CallerLineNumberAttribute" or "CallerMemberNameAttribute" } type
        && type.Is(type.Name, "System", "Runtime", "CompilerServices"));

    private static bool CanBeNamed(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Error or TypeKind.Pointer or TypeKind.FunctionPointer } => false,
        IArrayTypeSymbol array => CanBeNamed(array.ElementType),
        INamedTypeSymbol named => !named.IsFileLocal
            && (named.IsUnboundGenericType || named.TypeArguments.All(CanBeNamed))
            && (named.ContainingType is null || CanBeNamed(named.ContainingType)),
        _ => true,
    };
}
