using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Needs.Analyzers.Diagnostics;

/// <summary>The rules for handlers that take a form.</summary>
internal static class FormDescriptors
{
    private const string Category = "Needs.Handlers";

    public static readonly DiagnosticDescriptor NoFormParameter = new(
        DiagnosticIds.NoFormParameter,
        "[NeedsForm] needs a form parameter",
        "'{0}' has no parameter that takes the form: add one of type FormData or of a type of yours, or remove [NeedsForm]",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The form is read for one parameter: a FormData, a Form<T>, or a type of yours. Without one the attribute does nothing.",
        helpLinkUri: HelpLinks.Rules + DiagnosticIds.NoFormParameter + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor FormTwice = new(
        DiagnosticIds.FormTwice,
        "A handler takes the form twice",
        "'{0}' takes the form twice, as '{1}' and as '{2}': a request has one form, so put [NeedsForm] on the parameter that is it, or remove one",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A request has one form, which is read once.",
        helpLinkUri: HelpLinks.Rules + DiagnosticIds.FormTwice + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor UnbindableForm = new(
        DiagnosticIds.UnbindableForm,
        "A form can't be bound to this type",
        "'{0}' is of type '{1}', to which no form can be bound: {2}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A form is given as FormData, or bound to a class, record or struct with a member for each field.",
        helpLinkUri: HelpLinks.Rules + DiagnosticIds.UnbindableForm + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor UnbindableMember = new(
        DiagnosticIds.UnbindableMember,
        "A member of a form's type can't be bound",
        "The form '{0}' can't be bound, because of its member '{1}': {2}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Each public member that can be set is bound to fields of the form. One that is not meant to be is marked [BindNever] or [JsonIgnore].",
        helpLinkUri: HelpLinks.Rules + DiagnosticIds.UnbindableMember + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor UnusableSink = new(
        DiagnosticIds.UnusableSink,
        "The sink of a form can't be used",
        "'{0}' can't take the uploads of a form: {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A sink is an IFormFileSink that is a service, or can be made with services for its constructor.",
        helpLinkUri: HelpLinks.Rules + DiagnosticIds.UnusableSink + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor PartsWithConnection = new(
        DiagnosticIds.PartsWithConnection,
        "A connection would be held while an upload runs",
        "'{0}' would hold its connection as long as the client takes to send '{1}': take a FormData or use a sink, or take no connection",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Parts of a form arrive while the handler enumerates them. A slow client would keep a connection from all others.",
        helpLinkUri: HelpLinks.Rules + DiagnosticIds.PartsWithConnection + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        NoFormParameter,
        FormTwice,
        UnbindableForm,
        UnbindableMember,
        UnusableSink,
        PartsWithConnection,
    ];
}
