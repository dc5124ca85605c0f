using Microsoft.CodeAnalysis;
using Needs.Endpoints;
using Needs.Forms;

namespace Needs.Generator;

/// <summary>Writes down one member of a type that forms are bound to.</summary>
internal static class FormMemberParser
{
    public static FormMemberSpec Parse(FormMemberShape member, FormTypeShape type)
    {
        var validators = Validators(member);
        var display = member.Attributes.FirstOrDefault(attribute => attribute.AttributeClass.HasName(FormNames.DisplayAttribute));
        var isLocalized = display?.NamedArguments.Any(argument => argument.Key == "ResourceType") == true;
        return new FormMemberSpec
        {
            FormName = member.Name,
            Name = (member.Property ?? member.Symbol).Name,
            Property = member.Property is { } property && IsReadable(property) ? Identifiers.Escape(property.Name) : null,
            Type = TypeNames.Of(member.Type, nullable: true),
            Target = FormParser.Parse(member.Target),
            Absence = member.Absence,
            Place = member.Place,
            IsSetAgain = member.IsSetAgain,
            Default = member is { Absence: FormAbsence.Default, Symbol: IParameterSymbol parameter }
                ? Literals.Of(parameter.ExplicitDefaultValue, parameter.Type)
                : null,
            DisplayName = display?.Named<string>("Name") ?? DisplayName(member),
            Display = isLocalized ? AttributeText.Creation(display!) : null,
            Validators = Creations(validators, IsOfFramework),
            ObjectValidators = Creations(validators, static attribute => !IsOfFramework(attribute)),
            Comparison = validators.Find(static one => IsComparison(one.Attribute)).Attribute is { } comparison ? Comparison(comparison, type) : null,
            Accessor = member is { Place: FormPlace.PastInit, Property: IPropertySymbol set } ? FormAccessorParser.Parse(set) : null,
        };
    }

    /// <summary>Each once: a parameter and its property may both have it.</summary>
    private static List<(AttributeData Attribute, string? Creation)> Validators(FormMemberShape member)
    {
        var validators = new List<(AttributeData Attribute, string? Creation)>();
        foreach (var attribute in member.Attributes)
        {
            if (!FormParser.IsValidator(attribute)) continue;
            var creation = AttributeText.Creation(attribute);
            if (!validators.Exists(other => other.Creation == creation)) validators.Add((attribute, creation));
        }

        return validators;
    }

    private static EquatableArray<string> Creations(List<(AttributeData Attribute, string? Creation)> validators, Func<AttributeData, bool> isWanted)
    {
        if (validators.Count == 0) return [];
        return validators.Where(one => !IsComparison(one.Attribute) && isWanted(one.Attribute)).Select(one => one.Creation).OfType<string>().ToEquatableArray();
    }

    private static string? DisplayName(FormMemberShape member) => member.Attributes
        .FirstOrDefault(attribute => attribute.AttributeClass.HasName(FormNames.DisplayNameAttribute)) is { ConstructorArguments: [{ Value: string name }] }
        ? name
        : null;

    private static bool IsReadable(ISymbol property) => property switch
    {
        IPropertySymbol { GetMethod.DeclaredAccessibility: Accessibility.Public } => true,
        IFieldSymbol { DeclaredAccessibility: Accessibility.Public } => true,
        _ => false,
    };

    private static bool IsComparison(AttributeData attribute) => attribute.AttributeClass.HasName(FormNames.CompareAttribute);

    /// <summary>Whether the attribute judges a value by itself: all of .NET do, but the one that calls a method of the application.</summary>
    private static bool IsOfFramework(AttributeData attribute) =>
        attribute.AttributeClass is { Name: not "CustomValidationAttribute" } type && type.Is(type.Name, "System", "ComponentModel", "DataAnnotations");

    private static FormComparisonSpec? Comparison(AttributeData attribute, FormTypeShape type)
    {
        if (attribute.ConstructorArguments is not [{ Value: string name }]) return null;
        var other = type.Members.FirstOrDefault(member => (member.Property ?? member.Symbol).Name == name);
        return other is null ? null : new(name, AttributeText.Settings(attribute).ToEquatableArray());
    }
}
