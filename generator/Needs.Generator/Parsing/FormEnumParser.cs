using Microsoft.CodeAnalysis;
using Needs.Endpoints;
using Needs.Forms;

namespace Needs.Generator;

/// <summary>Writes down how an enum is read from a form: by name, never by number.</summary>
internal static class FormEnumParser
{
    public static FormEnumSpec Parse(INamedTypeSymbol type)
    {
        var name = TypeNames.Of(type, nullable: false);
        return new(
            FormParser.ParserNameOf(type),
            name,
            type.AttributeDeriving(FormNames.Flags) is not null,
            Members(type).Select(member => new FormEnumMemberSpec(member.FormName, $"{name}.{Identifiers.Escape(member.Symbol.Name)}")).ToEquatableArray(),
            RaisedWarnings.Of(type));
    }

    /// <summary>The members that a form can name, and their names there.</summary>
    public static List<(string FormName, IFieldSymbol Symbol)> Members(INamedTypeSymbol type)
    {
        var members = new List<(string, IFieldSymbol)>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in type.GetMembers())
        {
            if (member is not IFieldSymbol { IsConst: true } field || IsErrorWhenUsed(field)) continue;
            var formName = NameOf(field);
            if (names.Add(formName)) members.Add((formName, field));
        }

        return members;
    }

    private static string NameOf(IFieldSymbol member)
    {
        foreach (var attribute in member.GetAttributes())
        {
            if (attribute.AttributeClass.HasName(FormNames.JsonStringEnumMemberName) && attribute.ConstructorArguments is [{ Value: string name }]) return name;
            if (attribute.AttributeClass.HasName(FormNames.EnumMember) && attribute.Named<string>("Value") is { } value) return value;
        }

        return member.Name;
    }

    private static bool IsErrorWhenUsed(IFieldSymbol member) => member.GetAttributes().Any(attribute =>
        attribute.AttributeClass.Is("ObsoleteAttribute", "System") && attribute.ConstructorArguments is [_, { Value: true }]);
}
