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
        var members = new List<FormEnumMemberSpec>();
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in type.GetMembers().OfType<IFieldSymbol>().Where(field => field.IsConst && !IsErrorWhenUsed(field)))
        {
            var formName = NameOf(member);
            if (names.Add(formName)) members.Add(new(formName, $"{name}.{Identifiers.Escape(member.Name)}"));
        }

        return new(FormParser.ParserNameOf(type), name, type.AttributeDeriving(FormNames.Flags) is not null, members.ToEquatableArray(), RaisedWarnings.Of(type));
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
