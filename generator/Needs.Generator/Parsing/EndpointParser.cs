using Microsoft.CodeAnalysis;
using Needs.Endpoints;

namespace Needs.Generator;

/// <summary>Reads how a valid handler answers requests.</summary>
internal static class EndpointParser
{
    /// <param name="shape">The handler.</param>
    /// <param name="ordinal">Its number among the handlers of its name.</param>
    /// <param name="nullable">Whether it was written where nullable annotations are on.</param>
    /// <param name="compilation">Where it is.</param>
    /// <returns>The endpoint, or <see langword="null"/> when the handler can't be one; the analyzer says why.</returns>
    public static EndpointSpec? Parse(HandlerShape shape, int ordinal, bool nullable, Compilation compilation)
    {
        if (!compilation.HasNeedsAspNetCore()) return null;
        var reading = EndpointShape.Read(shape, hasAspNetCore: true);
        if (reading.Parameters is not { } parameters) return null;

        var handler = shape.Method;
        var attributes = EndpointAttributes.Of(handler, compilation);
        return new EndpointSpec(
            EndpointClash.EndpointName(handler, ordinal),
            handler.DeclaredAccessibility == Accessibility.Public,
            attributes.Copied.Select(AttributeText.Of).OfType<string>().ToEquatableArray(),
            Guards(attributes, handler, compilation),
            TypeAttributes(attributes, handler),
            parameters.Select(parameter => EndpointParameterParser.Parse(parameter, nullable)).ToEquatableArray(),
            EndpointResultParser.Parse(shape.Return, handler.ReturnType, nullable),
            reading.Constructor is { } constructor ? HandlerObjectParser.Parse(constructor, nullable) : null,
            Method(handler),
            reading.Routes.Select(route => new EndpointRouteSpec(route.Template, route.Methods.ToEquatableArray(), route.Name, route.Order)).ToEquatableArray());
    }

    /// <summary>What protects the type but can't be copied must be on the endpoint in another way, or it does not run.</summary>
    private static EquatableArray<string> Guards(EndpointAttributes attributes, IMethodSymbol handler, Compilation compilation) => attributes.Left
        .Select(attribute => attribute.AttributeClass!)
        .Where(type => type.Implements(AspNetCoreNames.AuthorizeData) || type.Implements(AspNetCoreNames.AuthorizationRequirementData))
        .Where(type => compilation.IsSymbolAccessibleWithin(type, handler.ContainingType))
        .Select(type => TypeNames.Of(type, nullable: false))
        .Distinct()
        .ToEquatableArray();

    /// <summary>Reflection looks at the handler's type and what it derives from, and at the types around it.</summary>
    private static EquatableArray<TypeAttributesSpec> TypeAttributes(EndpointAttributes attributes, IMethodSymbol handler)
    {
        var names = attributes.Left.Select(attribute => ReflectionName(attribute.AttributeClass!)).Distinct().ToEquatableArray();
        if (names.IsEmpty) return [];
        var types = new List<TypeAttributesSpec>();
        for (var type = handler.ContainingType; type is not null; type = type.ContainingType)
            types.Insert(0, new TypeAttributesSpec(TypeNames.Of(type, nullable: false), names));
        return types.ToEquatableArray();
    }

    private static HandlerMethodSpec Method(IMethodSymbol handler) => new(
        TypeNames.Of(handler.ContainingType, nullable: false),
        handler.MetadataName,
        handler.Parameters.Select(parameter =>
            $"typeof({Typeof(parameter.Type)}){(parameter.RefKind == RefKind.None ? "" : ".MakeByRefType()")}").ToEquatableArray());

    private static string Typeof(ITypeSymbol type) => type.TypeKind == TypeKind.Dynamic ? "object" : TypeNames.Of(type, nullable: false);

    private static string ReflectionName(INamedTypeSymbol type)
    {
        var name = type.MetadataName;
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType) name = $"{outer.MetadataName}+{name}";
        return type.ContainingNamespace is { IsGlobalNamespace: false } space ? $"{space.ToDisplayString()}.{name}" : name;
    }
}
