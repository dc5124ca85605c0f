using Microsoft.CodeAnalysis;
using Needs.Endpoints;

namespace Needs.Generator;

/// <summary>Writes down where a parameter of an endpoint comes from.</summary>
internal static class EndpointParameterParser
{
    public static EndpointParameterSpec Parse(EndpointParameter parameter, bool nullable)
    {
        var symbol = parameter.Symbol;
        var type = symbol.Type.WithoutNullable();
        return new EndpointParameterSpec(symbol.Ordinal, Identifiers.Escape(symbol.Name), parameter.Kind, parameter.Name, TypeNames.Of(type, nullable))
        {
            Origin = parameter.Origin,
            IsOptional = parameter.IsOptional,
            IsValueType = type.IsValueType,
            IsNullableValue = symbol.Type.IsNullableValue(),
            Default = symbol is { HasExplicitDefaultValue: true, ExplicitDefaultValue: { } value } ? Literals.Of(value, symbol.Type) : null,
            Expression = parameter.Kind == ParameterKind.KeyedService ? AttributeText.Of(parameter.Key) : parameter.Expression,
            ValueType = parameter.Parsing is { } parsing ? TypeNames.Of(parsing.Type, nullable) : null,
            Parser = parameter.Parsing?.Parser ?? default,
            AreElementsNullable = parameter.AreElementsNullable,
            Collection = parameter.Collection,
            Binder = parameter.Binding is { } binding ? TypeNames.Of(binding.Type, nullable) : null,
            BinderTakesParameter = parameter.Binding?.TakesParameter ?? false,
            IsBinderInterface = parameter.Binding?.IsInterface ?? false,
            DescribesParameter = type.Implements(AspNetCoreNames.ParameterMetadataProvider) && type.TypeKind != TypeKind.Interface,
            DescribesEndpoint = type.Implements(AspNetCoreNames.EndpointMetadataProvider) && type.TypeKind != TypeKind.Interface,
        };
    }
}
