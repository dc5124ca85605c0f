using Microsoft.CodeAnalysis;

namespace Needs.Generator;

/// <summary>Decides which attributes of a handler say something about the wrapper too.</summary>
internal static class CopiedAttributes
{
    public static EquatableArray<string> OfMethod(IMethodSymbol method) => Texts(method.GetAttributes().Where(IsForCallers));

    public static EquatableArray<string> OfReturn(IMethodSymbol method) => Texts(method.GetReturnTypeAttributes().Where(IsForCallers));

    public static EquatableArray<string> OfTypeParameter(ITypeParameterSymbol parameter) => Texts(parameter.GetAttributes());

    public static EquatableArray<string> OfParameter(ParameterShape parameter, HandlerShape shape)
    {
        if (parameter.Role != ParameterRole.Argument) return [];
        return Texts(parameter.Symbol.GetAttributes().Where(attribute =>
            !IsReplaced(attribute) && !IsWithoutEffect(attribute, parameter.Symbol) && !NamesAReplacedParameter(attribute, shape)));
    }

    private static EquatableArray<string> Texts(IEnumerable<AttributeData> attributes) =>
        attributes.Select(AttributeText.Of).OfType<string>().ToEquatableArray();

    /// <summary>What the compiler, analyzers and editors want to know of who calls: flow, trimming, platforms, obsolete, experimental.</summary>
    private static bool IsForCallers(AttributeData attribute) => attribute.AttributeClass is { } type && type.Name switch
    {
        "ObsoleteAttribute" => type.Is(type.Name, "System"),
        "EditorBrowsableAttribute" => type.Is(type.Name, "System", "ComponentModel"),
        "PureAttribute" when type.Is(type.Name, "System", "Diagnostics", "Contracts") => true,
        "OverloadResolutionPriorityAttribute" or "AsyncMethodBuilderAttribute" => type.Is(type.Name, "System", "Runtime", "CompilerServices"),
        "SuppressMessageAttribute" or "UnconditionalSuppressMessageAttribute" or "DynamicDependencyAttribute" => false,
        _ => type.Is(type.Name, "System", "Diagnostics", "CodeAnalysis")
            || type.Is(type.Name, "System", "Runtime", "Versioning")
            || type.Is(type.Name, "JetBrains", "Annotations"),
    };

    private static bool IsReplaced(AttributeData attribute) => attribute.AttributeClass.IsHandlerAttribute()
        || attribute.AttributeClass.Is("EnumeratorCancellationAttribute", "System", "Runtime", "CompilerServices");

    /// <summary>The compiler fills in only what has a default; on the second part of a partial method the attribute is idle.</summary>
    private static bool IsWithoutEffect(AttributeData attribute, IParameterSymbol parameter) => !parameter.IsOptional
        && attribute.AttributeClass is { } type
        && type.Name.StartsWith("Caller", StringComparison.Ordinal)
        && type.Is(type.Name, "System", "Runtime", "CompilerServices");

    /// <summary>Such an attribute would look for a parameter that the wrapper does not have, or has with another type.</summary>
    private static bool NamesAReplacedParameter(AttributeData attribute, HandlerShape shape)
    {
        var type = attribute.AttributeClass;
        if (!type.Is("CallerArgumentExpressionAttribute", "System", "Runtime", "CompilerServices")
            && !type.Is("InterpolatedStringHandlerArgumentAttribute", "System", "Runtime", "CompilerServices")) return false;

        var names = attribute.ConstructorArguments
            .SelectMany(argument => argument.Kind == TypedConstantKind.Array ? argument.Values : [argument])
            .Select(argument => argument.Value as string);
        return names.Any(name => shape.Parameters.Any(parameter => parameter.Role != ParameterRole.Argument && parameter.Symbol.Name == name));
    }
}
