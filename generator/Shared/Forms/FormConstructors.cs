using Microsoft.CodeAnalysis;
using Needs.Endpoints;

namespace Needs.Forms;

/// <summary>Chooses the constructor that an object of a form is made with.</summary>
internal static class FormConstructors
{
    /// <summary>
    /// The one marked <c>[JsonConstructor]</c>, else the only public one that is declared, else the public one without parameters.
    /// </summary>
    public static IMethodSymbol? Of(INamedTypeSymbol type, out string? why)
    {
        why = null;
        var marked = type.InstanceConstructors.FirstOrDefault(one => one.AttributeDeriving(FormNames.JsonConstructor) is not null);
        var open = type.InstanceConstructors.Where(one => one.DeclaredAccessibility == Accessibility.Public).ToList();
        var declared = open.Where(one => !one.IsImplicitlyDeclared).ToList();
        var chosen = marked ?? (declared.Count == 1 ? declared[0] : open.Find(one => one.Parameters.IsEmpty));

        if (chosen is null)
        {
            why = declared.Count == 0
                ? $"{FormObjects.NameOf(type)} has no public constructor"
                : $"{FormObjects.NameOf(type)} has several public constructors: mark one with [JsonConstructor]";
        }
        else if (!IsAccessible(chosen))
        {
            why = $"the constructor that {FormObjects.NameOf(type)} marks is not accessible";
        }
        else if (chosen.Parameters.FirstOrDefault(parameter => parameter.RefKind is RefKind.Ref or RefKind.Out) is { } reference)
        {
            why = $"the constructor of {FormObjects.NameOf(type)} takes '{reference.Name}' by reference";
        }

        return why is null ? chosen : null;
    }

    private static bool IsAccessible(IMethodSymbol constructor) => constructor.DeclaredAccessibility switch
    {
        Accessibility.Public => true,
        Accessibility.Internal or Accessibility.ProtectedOrInternal => constructor.Locations.Any(location => location.IsInSource),
        _ => false,
    };

    /// <summary>Whether the compiler takes the <c>required</c> members for set by the constructor.</summary>
    public static bool SetsRequiredMembers(this IMethodSymbol constructor) =>
        constructor.HasAttribute("SetsRequiredMembersAttribute", "System", "Diagnostics", "CodeAnalysis");
}
