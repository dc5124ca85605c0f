using Microsoft.CodeAnalysis;
using Needs.Endpoints;
using Needs.Forms;

namespace Needs.Generator;

/// <summary>Describes the type of a form as OpenAPI 3.1 does: as a body, and as parameters of the query.</summary>
internal sealed class FormSchemaParser
{
    /// <summary>Objects are described where they stand, so types that fan out are cut short somewhere.</summary>
    private const int MostObjects = 200;
    private static readonly SymbolEqualityComparer Comparer = SymbolEqualityComparer.IncludeNullability;
    private readonly Dictionary<ISymbol, FormTypeShape> _types = new(Comparer);
    private readonly HashSet<ISymbol> _around = new(Comparer);
    private readonly FormTypeReading _reading;
    private readonly string[] _prefix;
    private int _objects;

    private FormSchemaParser(FormTypeReading reading, string? prefix)
    {
        _reading = reading;
        _prefix = prefix is null or "" ? [] : prefix.Split('.');
        foreach (var type in reading.Types) _types[type.Type] = type;
    }

    /// <summary>The part of an operation that describes the form as its body.</summary>
    public static string Body(FormTypeReading reading, string? prefix) => new FormSchemaParser(reading, prefix).Body();

    /// <summary>The part of an operation that describes the form as parameters of the query.</summary>
    public static string Query(FormTypeReading reading, string? prefix) => new FormSchemaParser(reading, prefix).Query();

    private string Body()
    {
        var schema = Object(_reading.Root);
        var isRequired = IsRequired(_reading.Root);
        var named = _prefix.Length > 0 ? [_prefix[0]] : Members(_reading.Root).Where(IsByKey).Select(member => member.Name);
        for (var i = _prefix.Length - 1; i >= 0; i--)
        {
            schema = new JsonText().Text("type", "object").Json("properties", new JsonText().Json(_prefix[i], schema))
                .Json("required", isRequired ? JsonText.Array([_prefix[i]]) : null);
        }

        var encoding = named.Aggregate(
            new JsonText(), (all, name) => all.Json(name, """{"style":"deepObject","explode":true}"""));
        var media = new JsonText().Json("schema", schema).Json("encoding", encoding.IsEmpty ? null : encoding);
        var content = new JsonText();
        if (!_reading.Types.Any(type => type.Members.Any(member => HasFile(member.Target))))
            content.Json("application/x-www-form-urlencoded", media);
        content.Json("multipart/form-data", media);
        var body = new JsonText().Json("required", isRequired ? "true" : null).Json("content", content);
        return new JsonText().Json("requestBody", body).ToString();
    }

    private string Query()
    {
        var parameters = new List<string>();
        AddParameters(_reading.Root, string.Concat(_prefix.Select(name => name + ".")), mayBeRequired: true, parameters);
        return new JsonText().Json("parameters", $"[{string.Join(",", parameters)}]").ToString();
    }

    private void AddParameters(ITypeSymbol type, string path, bool mayBeRequired, List<string> parameters)
    {
        if (_objects >= MostObjects || !_around.Add(type)) return;
        _objects++;
        foreach (var member in Members(type))
            AddParameters(member.Target, path + member.Name, mayBeRequired && IsRequired(member), FormSchemaLimits.Of(member), parameters);
        _around.Remove(type);
    }

    private void AddParameters(FormTarget target, string name, bool isRequired, JsonText limits, List<string> parameters)
    {
        if (target.Kind == FormTargetKind.Object) AddParameters(target.Type, name + ".", isRequired, parameters);
        else if (target is { Kind: FormTargetKind.List, Element: { Kind: FormTargetKind.Object or FormTargetKind.List or FormTargetKind.Map } element })
            AddParameters(element, name + "[0]", isRequired: false, new JsonText(), parameters);
        else if (!HasFile(target))
        {
            parameters.Add(new JsonText().Text("name", name).Text("in", "query").Json("required", isRequired ? "true" : null)
                .Text("style", target.Kind == FormTargetKind.Map ? "deepObject" : null)
                .Json("explode", target.Kind == FormTargetKind.Map ? "true" : null)
                .Json("schema", Schema(target).And(limits)).ToString());
        }
    }

    private JsonText Object(ITypeSymbol type)
    {
        var schema = new JsonText().Text("type", "object");
        if (_objects >= MostObjects || !_around.Add(type)) return schema;
        _objects++;
        var properties = new JsonText();
        foreach (var member in Members(type)) properties.Json(member.Name, Schema(member.Target).And(FormSchemaLimits.Of(member)));
        _around.Remove(type);
        var required = Members(type).Where(IsRequired).Select(member => member.Name).ToList();
        return schema.Json("properties", properties).Json("required", required.Count == 0 ? null : JsonText.Array(required));
    }

    private JsonText Schema(FormTarget target) => target.Kind switch
    {
        FormTargetKind.Object => Object(target.Type),
        FormTargetKind.List => new JsonText().Text("type", "array").Json("items", Schema(target.Element!)),
        FormTargetKind.Map => new JsonText().Text("type", "object").Json("additionalProperties", Schema(target.Element!)),
        FormTargetKind.Enum => Names(target.Type),
        FormTargetKind.Flags => new JsonText().Text("type", "array").Json("items", Names(target.Type)),
        FormTargetKind.Flag => new JsonText().Text("type", "boolean"),
        FormTargetKind.File when target.Type.HasName(FormNames.FormField) => new JsonText().Text("type", "string"),
        FormTargetKind.File when target.Type.HasName(AspNetCoreNames.FormFileCollection) =>
            new JsonText().Text("type", "array").Json("items", FormSchemaScalars.File),
        FormTargetKind.File => FormSchemaScalars.File,
        _ => FormSchemaScalars.Of(target.Type),
    };

    private static JsonText Names(ITypeSymbol type) => new JsonText().Text("type", "string")
        .Json("enum", JsonText.Array(FormEnumParser.Members((INamedTypeSymbol)type).Select(member => member.FormName)));

    private IEnumerable<FormMemberShape> Members(ITypeSymbol type) => _types.TryGetValue(type, out var shape) ? shape.Members : [];

    private bool IsRequired(ITypeSymbol type) => Members(type).Any(IsRequired);

    /// <summary>An object that is built anyway is required when one of its own members is. There is no ring of those.</summary>
    private bool IsRequired(FormMemberShape member) => member.Absence == FormAbsence.Required
        || member.Attributes.Any(attribute => attribute.AttributeClass.Is("RequiredAttribute", "System", "ComponentModel", "DataAnnotations"))
        || (member.Absence == FormAbsence.Built && IsRequired(member.Target.Type));

    private static bool IsByKey(FormMemberShape member) => member.Target.Kind is FormTargetKind.Object or FormTargetKind.Map;

    private static bool HasFile(FormTarget target) =>
        target is { Kind: FormTargetKind.File } && !target.Type.HasName(FormNames.FormField) || (target.Element is { } element && HasFile(element));
}
