using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Needs.Forms;

namespace Needs;

/// <summary>How a handler takes its form.</summary>
internal enum FormKind
{
    /// <summary>As <c>FormData</c>: all fields as they came.</summary>
    Data,

    /// <summary>Bound to a type of the user's own; the endpoint answers a form with errors.</summary>
    Bound,

    /// <summary>As <c>Form&lt;T&gt;</c>: what is bound and the errors, both for the handler.</summary>
    WithErrors,

    /// <summary>As a sequence of parts, while they arrive.</summary>
    Parts,
}

/// <summary>
/// The form that a handler takes: NEEDS019, 020, 021, 023, 024, 025. <c>[NeedsForm]</c> on the method means the one parameter that can be
/// a form; on a parameter it means that one.
/// </summary>
/// <param name="Parameter">The parameter that takes the form.</param>
/// <param name="Settings">The attribute that asks for it.</param>
/// <param name="Kind">How it is taken.</param>
/// <param name="Type">The type that it is bound to, and those in it; <see langword="null"/> when it is not bound.</param>
internal sealed record FormShape(IParameterSymbol Parameter, AttributeData Settings, FormKind Kind, FormTypeReading? Type)
{
    public static FormShape? Read(IMethodSymbol method, bool isLent, ImmutableArray<ShapeProblem>.Builder problems, CancellationToken cancellationToken)
    {
        var onMethod = SettingsOf(method);
        if (onMethod is null && method.Parameters.All(parameter => SettingsOf(parameter) is null)) return null;

        var forms = FormParameters.Of(method);
        foreach (var again in forms.Skip(1))
            problems.Add(new(DiagnosticIds.FormTwice, again, method.Name, forms[0].Name, again.Name));

        // The compiler says first what is wrong with a type that it can't find; it might well be the form's.
        if (forms.Count == 0 && method.Parameters.All(parameter => parameter.Type.TypeKind != TypeKind.Error))
            problems.Add(new(DiagnosticIds.NoFormParameter, method, method.Name));
        if (forms.Count == 0) return null;

        var form = forms[0];
        var settings = SettingsOf(form) ?? onMethod!;
        if (FormSinks.Problem(settings) is { } sink) problems.Add(sink with { Where = WhereOf(settings, form) });
        var kind = FormParameters.KindOf(form.Type, out var bound);
        if (kind == FormKind.Parts && isLent) problems.Add(new(DiagnosticIds.PartsWithConnection, form, method.Name, form.Name));
        return new(form, settings, kind, bound is null || CompileErrors.IsBroken(bound) ? null : ReadType(form, bound, problems, cancellationToken));
    }

    public static AttributeData? SettingsOf(ISymbol symbol) =>
        symbol.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass.IsNeedsForm());

    private static FormTypeReading? ReadType(
        IParameterSymbol form, ITypeSymbol type, ImmutableArray<ShapeProblem>.Builder problems, CancellationToken cancellationToken)
    {
        if (FormParameters.Unbindable(type) is { } why)
        {
            problems.Add(new(DiagnosticIds.UnbindableForm, form, form.Name, FormObjects.NameOf(type), why));
            return null;
        }

        var reading = FormTypeReader.Read((INamedTypeSymbol)type, cancellationToken);
        foreach (var problem in reading.Problems)
        {
            problems.Add(problem.Path.Length == 0
                ? new(DiagnosticIds.UnbindableForm, form, form.Name, FormObjects.NameOf(type), problem.Why) { Cause = problem.Member.Locations.FirstOrDefault() }
                : new(DiagnosticIds.UnbindableMember, form, form.Name, problem.Path, problem.Why) { Cause = problem.Member.Locations.FirstOrDefault() });
        }

        return reading;
    }

    private static Location WhereOf(AttributeData settings, IParameterSymbol form) => settings.ApplicationSyntaxReference is { } place
        ? Location.Create(place.SyntaxTree, place.Span)
        : form.Locations.FirstOrDefault() ?? Location.None;
}
