using Microsoft.CodeAnalysis;
using Needs.Endpoints;
using Needs.Forms;

namespace Needs.Generator;

/// <summary>What the attributes and the default of a member add to its description.</summary>
internal static class FormSchemaLimits
{
    public static JsonText Of(FormMemberShape member)
    {
        var limits = new JsonText();
        foreach (var attribute in member.Attributes)
        {
            if (attribute.AttributeClass is { } type && type.Is(type.Name, "System", "ComponentModel", "DataAnnotations"))
                Add(type.Name, attribute, member.Target, limits);
            else if (attribute.AttributeClass.Is("DescriptionAttribute", "System", "ComponentModel") && attribute.ConstructorArguments is [{ Value: string text }])
                limits.Text("description", text);
        }

        if (member is { Absence: FormAbsence.Default, Symbol: IParameterSymbol { ExplicitDefaultValue: { } value } }
            && member.Target.Kind is FormTargetKind.Scalar or FormTargetKind.Flag)
            limits.Json("default", Value(value));
        return limits;
    }

    private static void Add(string name, AttributeData attribute, FormTarget target, JsonText limits)
    {
        var isText = target.Kind == FormTargetKind.Scalar && target.Type.SpecialType == SpecialType.System_String;
        var (shortest, longest) = isText ? ("minLength", "maxLength") : ("minItems", "maxItems");
        var isLength = name is "MinLengthAttribute" or "MaxLengthAttribute" or "LengthAttribute" or "StringLengthAttribute";
        if (isLength && !isText && target.Kind != FormTargetKind.List) return;
        var arguments = attribute.ConstructorArguments.Select(argument => argument.Kind == TypedConstantKind.Array ? null : argument.Value).ToArray();
        switch (name)
        {
            case "RangeAttribute" when arguments is [int or double, int or double]:
                limits.Json(attribute.Named<bool>("MinimumIsExclusive") ? "exclusiveMinimum" : "minimum", Value(arguments[0]));
                limits.Json(attribute.Named<bool>("MaximumIsExclusive") ? "exclusiveMaximum" : "maximum", Value(arguments[1]));
                break;
            case "StringLengthAttribute":
                limits.Json(shortest, attribute.Named<int>("MinimumLength") is var least and > 0 ? Value(least) : null).Json(longest, Value(arguments[0]));
                break;
            case "MinLengthAttribute":
                limits.Json(shortest, Value(arguments[0]));
                break;
            case "MaxLengthAttribute" when arguments is [int and >= 0]:
                limits.Json(longest, Value(arguments[0]));
                break;
            case "LengthAttribute":
                limits.Json(shortest, Value(arguments[0])).Json(longest, Value(arguments[1]));
                break;
            case "RegularExpressionAttribute" when arguments is [string pattern]:
                limits.Text("pattern", $"^(?:{pattern})$");
                break;
            case "EmailAddressAttribute" when isText:
                limits.Text("format", "email");
                break;
            case "UrlAttribute" when isText:
                limits.Text("format", "uri");
                break;
            case "Base64StringAttribute" when isText:
                limits.Text("format", "byte");
                break;
            case "DisplayAttribute":
                limits.Text("description", attribute.Named<string>("Description"));
                break;
        }
    }

    private static string? Value(object? value) => value switch
    {
        string text => JsonText.Quote(text),
        char one => JsonText.Quote(one.ToString()),
        bool flag => flag ? "true" : "false",
        double number when double.IsNaN(number) || double.IsInfinity(number) => null,
        float number when float.IsNaN(number) || float.IsInfinity(number) => null,
        double number => number.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        float number => number.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => null,
    };
}
