using Microsoft.CodeAnalysis;
using Needs.Endpoints;
using Needs.Forms;

namespace Needs.Generator;

/// <summary>Writes down the types that a form is bound to.</summary>
internal static class FormParser
{
    private const string TargetEnding = "Form";
    private const string ParserEnding = "Parser";
    private const string Runtime = "global::Needs.Binding";

    public static FormSpec Parse(FormTypeReading reading) => new(
        reading.Types.Select(Parse).ToEquatableArray(),
        reading.Enums.Select(FormEnumParser.Parse).ToEquatableArray());

    /// <summary>The generated class that takes a form, as C#.</summary>
    public static string ClassOf(INamedTypeSymbol type) => FormClassNames.Full(type, TargetEnding);

    public static string ParserNameOf(INamedTypeSymbol type) => FormClassNames.Of(type, ParserEnding);

    private static FormTypeSpec Parse(FormTypeShape shape)
    {
        var attributes = shape.Members.SelectMany(member => member.Attributes).Concat(TypeAttributes(shape.Type)).Where(IsValidator).ToList();
        return new FormTypeSpec
        {
            ClassName = FormClassNames.Of(shape.Type, TargetEnding),
            Type = TypeNames.Of(shape.Type, nullable: true),
            IsStruct = shape.Type.IsValueType,
            Members = shape.Members.Select(member => FormMemberParser.Parse(member, shape)).ToEquatableArray(),
            Validators = TypeAttributes(shape.Type).Where(IsValidator).Select(AttributeText.Creation).OfType<string>().ToEquatableArray(),
            ValidatesItself = shape.Type.Implements(FormNames.ValidatableObject),
            HasTrimmedAttributes = attributes.Any(IsTrimmed),
            SuppressedWarnings = RaisedWarnings.Of(shape),
        };
    }

    public static bool IsValidator(AttributeData attribute) => attribute.AttributeClass.Derives(FormNames.ValidationAttribute);

    public static FormTargetSpec Parse(FormTarget target) => new(target.Kind, TypeNames.Of(target.Type, nullable: true))
    {
        By = target.Kind switch
        {
            FormTargetKind.Scalar => $"{Runtime}.{target.Runtime}{(target.IsGenericParser ? $"<{TypeNames.Of(target.Type, nullable: true)}>" : "")}",
            FormTargetKind.Enum or FormTargetKind.Flags => FormClassNames.Full((INamedTypeSymbol)target.Type, ParserEnding),
            FormTargetKind.Object => ClassOf((INamedTypeSymbol)target.Type),
            _ => target.Runtime,
        },
        Element = target.Element is null ? null : Parse(target.Element),
        ElementType = target.ElementType is null ? null : TypeNames.Of(target.ElementType, nullable: true),
        IsElementNullable = target.ElementType?.IsNullableValue() == true,
        Key = target.Key is null ? null : Parse(target.Key),
        Collection = target.Collection,
    };

    private static IEnumerable<AttributeData> TypeAttributes(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var attribute in current.GetAttributes()) yield return attribute;
        }
    }

    private static bool IsTrimmed(AttributeData attribute)
    {
        for (var type = attribute.AttributeClass; type is not null; type = type.BaseType)
        {
            if (Warns(type)) return true;
        }

        return attribute.AttributeConstructor is { } constructor && Warns(constructor);
    }

    private static bool Warns(ISymbol symbol) =>
        symbol.HasAttribute("RequiresUnreferencedCodeAttribute", "System", "Diagnostics", "CodeAnalysis")
        || symbol.HasAttribute("RequiresDynamicCodeAttribute", "System", "Diagnostics", "CodeAnalysis");
}
