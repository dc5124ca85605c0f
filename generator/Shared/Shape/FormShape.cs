using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Needs;

/// <summary>
/// The form that a handler takes: NEEDS019, 020, 021. <c>[NeedsForm]</c> on the method means its parameter of type <c>FormData</c>; on a
/// parameter it means that one.
/// </summary>
/// <param name="Parameter">The parameter that takes the form.</param>
/// <param name="Settings">The attribute that asks for it.</param>
internal sealed record FormShape(IParameterSymbol Parameter, AttributeData Settings)
{
    public static FormShape? Read(IMethodSymbol method, ImmutableArray<ShapeProblem>.Builder problems)
    {
        var onMethod = SettingsOf(method);
        if (onMethod is null && method.Parameters.All(parameter => SettingsOf(parameter) is null)) return null;

        var forms = method.Parameters.Where(parameter => SettingsOf(parameter) is not null || parameter.Type.IsFormData()).ToList();
        foreach (var again in forms.Skip(1))
            problems.Add(new(DiagnosticIds.FormTwice, again, method.Name, forms[0].Name, again.Name));
        foreach (var other in forms.Where(form => form.Type.TypeKind != TypeKind.Error && !form.Type.IsFormData()))
            problems.Add(new(DiagnosticIds.UnbindableForm, other, other.Name, other.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)));

        // The compiler says first what is wrong with a type that it can't find; it might well be the form's.
        if (forms.Count == 0 && method.Parameters.All(parameter => parameter.Type.TypeKind != TypeKind.Error))
            problems.Add(new(DiagnosticIds.NoFormParameter, method, method.Name));
        return forms.Count == 0 ? null : new(forms[0], SettingsOf(forms[0]) ?? onMethod!);
    }

    private static AttributeData? SettingsOf(ISymbol symbol) =>
        symbol.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass.IsNeedsForm());
}
