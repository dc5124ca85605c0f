using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Needs;

internal static class AttributePlaces
{
    /// <summary>Where a named argument stands; <see langword="null"/> when the attribute does not say it.</summary>
    public static Location? PlaceOf(this AttributeData attribute, string argument)
    {
        if (attribute.ApplicationSyntaxReference?.GetSyntax() is not AttributeSyntax { ArgumentList.Arguments: var arguments }) return null;
        foreach (var candidate in arguments)
        {
            if (candidate.NameEquals?.Name.Identifier.ValueText == argument) return candidate.GetLocation();
        }

        return null;
    }
}
