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
        var mayBeBody = reading.Routes.Any(route => !route.Methods.Any() || route.Methods.Any(MaySendForm));
        var mayBeQuery = reading.Routes.Any(route => route.Methods.Any() && !route.Methods.Any(MaySendForm));
        return new EndpointSpec(
            EndpointClash.EndpointName(handler, ordinal),
            handler.DeclaredAccessibility == Accessibility.Public,
            attributes.Copied,
            attributes.Left,
            attributes.Guards,
            parameters.Where(parameter => parameter.Kind != ParameterKind.Form).Select(parameter => EndpointParameterParser.Parse(parameter, nullable)).ToEquatableArray(),
            shape.Form is { } form ? Form(form, mayBeBody, mayBeQuery) : null,
            EndpointResultParser.Parse(shape.Return, handler.ReturnType, nullable),
            reading.Constructor is { } constructor ? HandlerObjectParser.Parse(constructor, nullable) : null,
            Method(handler),
            reading.Routes.Select(route => new EndpointRouteSpec(route.Template, route.Methods.ToEquatableArray(), route.Name, route.Order)).ToEquatableArray());
    }

    private static EndpointFormSpec Form(FormShape form, bool mayBeBody, bool mayBeQuery) => new(
        Identifiers.Escape(form.Parameter.Name),
        form.Settings.NamedArguments.Where(argument => !argument.Value.IsNull).Select(argument => $"{argument.Key} = {FormSetting(argument.Value)}").ToEquatableArray(),
        form.Kind,
        form.Type is { } type ? TypeNames.Of(type.Root, nullable: true) : "",
        form.Type is { } bound ? FormParser.ClassOf(bound.Root) : "")
    {
        HasSink = form.Settings.NamedArguments.Any(argument => argument is { Key: "Sink", Value.IsNull: false }),
        Body = form.Type is { } sent && mayBeBody && !IsQuery(form.Settings)
            ? FormSchemaParser.Body(sent, form.Settings.Named<string>("Prefix"))
            : null,
        Query = form.Type is { } asked && (mayBeQuery || IsQuery(form.Settings))
            ? FormSchemaParser.Query(asked, form.Settings.Named<string>("Prefix"))
            : null,
    };

    private static bool MaySendForm(string method) => method.ToUpperInvariant() is "POST" or "PUT" or "PATCH";

    private static bool IsQuery(AttributeData settings) => settings.NamedArguments.Any(argument => argument is { Key: "Source", Value.Value: 1 });

    private static string FormSetting(TypedConstant value) => value is { Kind: TypedConstantKind.Type, Value: ITypeSymbol sink }
        ? $"{EndpointNames.Runtime}.FormReadOptions.SinkOf<{TypeNames.Of(sink, nullable: false)}>()"
        : AttributeText.Of(value) ?? "default";

    private static HandlerMethodSpec Method(IMethodSymbol handler) => new(
        TypeNames.Of(handler.ContainingType, nullable: false),
        handler.MetadataName,
        handler.Parameters.Select(parameter =>
            $"typeof({Typeof(parameter.Type)}){(parameter.RefKind == RefKind.None ? "" : ".MakeByRefType()")}").ToEquatableArray());

    private static string Typeof(ITypeSymbol type) => type.TypeKind == TypeKind.Dynamic ? "object" : TypeNames.Of(type, nullable: false);
}
