using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Needs.Analyzers.Diagnostics;

/// <summary>
/// The rules for handlers. The generator makes nothing of a handler that breaks one: they can't be switched off,
/// since an overload would be missing and nothing would say why.
/// </summary>
internal static class ShapeDescriptors
{
    private const string Category = "Needs.Handlers";

    public static readonly DiagnosticDescriptor ContainingTypeNotPartial = new(
        DiagnosticIds.ContainingTypeNotPartial,
        "The type of a handler must be partial",
        "Make '{1}' partial: what is generated for the handler '{0}' goes into the same type",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A generator can add a member to a type only if that type and all types around it are partial.",
        helpLinkUri: HelpLinks.Rules + DiagnosticIds.ContainingTypeNotPartial + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor NoConnectionParameter = new(
        DiagnosticIds.NoConnectionParameter,
        "A handler needs a connection parameter",
        "'{0}' has no parameter that a connection could be lent to: add one, such as 'DbConnection db', or remove [NeedsDb]",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Each parameter that is a DbConnection or an IDbConnection is lent one. Without any the attribute does nothing.",
        helpLinkUri: HelpLinks.Rules + DiagnosticIds.NoConnectionParameter + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor AsyncVoid = new(
        DiagnosticIds.AsyncVoid,
        "A handler must not be async void",
        "'{0}' is async void: nobody can wait for it, and its connection would go back while it still uses it; return Task",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The wrapper awaits the handler before it gives the connection back. An async void method can't be awaited.",
        helpLinkUri: HelpLinks.Rules + DiagnosticIds.AsyncVoid + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor NotAHandlerMethod = new(
        DiagnosticIds.NotAHandlerMethod,
        "This kind of method can't be a handler",
        "'{0}' is {1} and can't be a handler: put the attribute on an ordinary method with a body",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The wrapper is an overload of the handler, in the same type, that calls it.",
        helpLinkUri: HelpLinks.Rules + DiagnosticIds.NotAHandlerMethod + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor TransactionWithoutConnection = new(
        DiagnosticIds.TransactionWithoutConnection,
        "A transaction parameter needs a connection before it",
        "The transaction '{0}' of '{1}' has no connection before it: move it behind the connection it belongs to",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A transaction belongs to the nearest connection before it in the parameter list.",
        helpLinkUri: HelpLinks.Rules + DiagnosticIds.TransactionWithoutConnection + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor UnsupportedReturn = new(
        DiagnosticIds.UnsupportedReturn,
        "This return type can't be wrapped",
        "'{0}' can't be wrapped: {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The connection goes back when the handler's work is done. What is returned must tell when that is.",
        helpLinkUri: HelpLinks.Rules + DiagnosticIds.UnsupportedReturn + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor WrapperExists = new(
        DiagnosticIds.WrapperExists,
        "The wrapper's signature is already taken",
        "The wrapper of '{0}' would be '{1}', which is taken by {2}: rename one of them or give it another parameter",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The wrapper is an overload of the handler. Two overloads need different parameters.",
        helpLinkUri: HelpLinks.Rules + DiagnosticIds.WrapperExists + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor UnsupportedConnectionParameter = new(
        DiagnosticIds.UnsupportedConnectionParameter,
        "A connection parameter must be an ordinary one",
        "'{0}' is lent by the wrapper and can't be {1}: pass it by value, without a default",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The wrapper lends exactly one connection and takes the same one back.",
        helpLinkUri: HelpLinks.Rules + DiagnosticIds.UnsupportedConnectionParameter + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor SameDatabaseTwice = new(
        DiagnosticIds.SameDatabaseTwice,
        "A handler borrows twice from one database",
        "'{0}' would borrow two connections, '{2}' and '{3}', from the database '{1}': use one, or name another database for one of them",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Handlers that wait for a second connection of a pool while they hold the first one can block each other for ever.",
        helpLinkUri: HelpLinks.Rules + DiagnosticIds.SameDatabaseTwice + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor ConditionalHandler = new(
        DiagnosticIds.ConditionalHandler,
        "A handler must not be conditional",
        "'{0}' is [Conditional]: the compiler would drop the call inside the wrapper; remove the attribute",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Where the symbol is not defined, the wrapper would lend a connection and call nothing.",
        helpLinkUri: HelpLinks.Rules + DiagnosticIds.ConditionalHandler + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor FileLocalType = new(
        DiagnosticIds.FileLocalType,
        "A handler can't be in a file-local type",
        "The wrapper of '{0}' is generated into another file, where the file-local type '{1}' does not exist: make it internal",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A file-local type can be named in its own source file only.",
        helpLinkUri: HelpLinks.Rules + DiagnosticIds.FileLocalType + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor NotAConnection = new(
        DiagnosticIds.NotAConnection,
        "[NeedsDb] on a parameter that is no connection",
        "'{0}' is of type '{1}', which is no connection: put [NeedsDb] on the connection parameter or on the method",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "On a parameter the attribute says which database lends that connection.",
        helpLinkUri: HelpLinks.Rules + DiagnosticIds.NotAConnection + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor UnretryableHandler = new(
        DiagnosticIds.UnretryableHandler,
        "This handler can't be retried",
        "'{0}' can't be retried: {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A handler is run again as if it had never run. Nothing that a failed attempt did may be left, and all that it was given must still be there.",
        helpLinkUri: HelpLinks.Rules + DiagnosticIds.UnretryableHandler + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor UnusableLimit = new(
        DiagnosticIds.UnusableLimit,
        "A limit of a handler can't be used",
        "'{0}' of '{1}' can't be {2}: {3}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Retries, MaxConcurrency and WaitMilliseconds are those of the handler as a whole: one number each, in its range.",
        helpLinkUri: HelpLinks.Rules + DiagnosticIds.UnusableLimit + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor NotGenerated = new(
        DiagnosticIds.NotGenerated,
        "Nothing was generated for a handler",
        "Nothing was generated for '{0}': its signature uses a type that another source generator writes, which generators can't see; declare the type by hand, or keep it out of the signature",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Source generators see the code that was written by hand, not what other generators add to it.",
        helpLinkUri: HelpLinks.Rules + DiagnosticIds.NotGenerated + HelpLinks.Extension,
        customTags: [WellKnownDiagnosticTags.NotConfigurable, WellKnownDiagnosticTags.CompilationEnd]);

    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        ContainingTypeNotPartial,
        NoConnectionParameter,
        AsyncVoid,
        NotAHandlerMethod,
        TransactionWithoutConnection,
        UnsupportedReturn,
        WrapperExists,
        UnsupportedConnectionParameter,
        SameDatabaseTwice,
        ConditionalHandler,
        FileLocalType,
        NotAConnection,
        UnretryableHandler,
        UnusableLimit,
    ];
}
