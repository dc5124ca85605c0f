using Microsoft.CodeAnalysis;
using Needs.Endpoints;

namespace Needs.Forms;

/// <summary>The names of members in forms.</summary>
internal static class FormMemberNames
{
    private static readonly char[] Separators = ['.', '[', ']'];

    /// <summary><c>[FromForm(Name = …)]</c>, else <c>[JsonPropertyName]</c>, else the member's own name in camel case.</summary>
    public static string Of(ISymbol symbol, ISymbol? property)
    {
        string? json = null;
        foreach (var attribute in FormMemberShape.AttributesOf(symbol, property))
        {
            if (attribute.AttributeClass.Implements(AspNetCoreNames.FromForm) && attribute.Named<string>("Name") is { Length: > 0 } name) return name;
            if (attribute.AttributeClass.HasName(FormNames.JsonPropertyName)) json ??= attribute.ConstructorArguments is [{ Value: string text }] ? text : null;
        }

        return json ?? Camel(symbol.Name);
    }

    /// <summary>Why a field can't have the name, a clause.</summary>
    public static string? Unusable(string name) => name.Length == 0 ? "its name in a form is empty"
        : name.IndexOfAny(Separators) >= 0 ? $"its name in a form is '{name}', and '.', '[' and ']' separate names" : null;

    /// <summary>As <c>JsonNamingPolicy.CamelCase</c>.</summary>
    private static string Camel(string name)
    {
        if (name.Length == 0 || !char.IsUpper(name[0])) return name;
        var letters = name.ToCharArray();
        for (var i = 0; i < letters.Length; i++)
        {
            if (i == 1 && !char.IsUpper(letters[i])) break;
            if (i > 0 && i + 1 < letters.Length && !char.IsUpper(letters[i + 1])) break;
            letters[i] = char.ToLowerInvariant(letters[i]);
        }

        return new string(letters);
    }
}
