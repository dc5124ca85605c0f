using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Needs.Analyzers.Diagnostics;

/// <summary>The rules for handlers that are endpoints of ASP.NET Core.</summary>
internal static class EndpointDescriptors
{
    private const string Category = "Needs.Handlers";

    public static readonly DiagnosticDescriptor UnbindableParameter = new(
        DiagnosticIds.UnbindableParameter,
        "This parameter can't be bound from a request",
        "'{0}' can't be bound from a request: {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Every parameter of a mapped handler that is not lent must come from the request or from services.",
        helpLinkUri: HelpLinks.Rules + DiagnosticIds.UnbindableParameter + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor UnmappableHandler = new(
        DiagnosticIds.UnmappableHandler,
        "This handler can't be mapped to a route",
        "'{0}' can't be mapped to a route: {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The generated endpoint calls the handler by name, without type arguments, from outside of its type.",
        helpLinkUri: HelpLinks.Rules + DiagnosticIds.UnmappableHandler + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor UnbuildableInstance = new(
        DiagnosticIds.UnbuildableInstance,
        "The object of this handler can't be built",
        "'{0}' is an instance method, and its '{1}' can't be built from services: {2}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The endpoint builds the object of an instance handler with its constructor's parameters from services.",
        helpLinkUri: HelpLinks.Rules + DiagnosticIds.UnbuildableInstance + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor HandlerMappedByName = new(
        DiagnosticIds.HandlerMappedByName,
        "Map the endpoint that is generated for a handler",
        "'{0}' needs what ASP.NET Core can't supply: pass '{1}', which is generated for it",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The generated delegate binds the request, then lends, and writes the result when the connection is back.",
        helpLinkUri: HelpLinks.Rules + DiagnosticIds.HandlerMappedByName + HelpLinks.Extension);

    public static readonly DiagnosticDescriptor UnusableRoute = new(
        DiagnosticIds.UnusableRoute,
        "This route can't be used",
        "'{0}' can't be mapped: {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The template of a handler's route is read when the code is compiled.",
        helpLinkUri: HelpLinks.Rules + DiagnosticIds.UnusableRoute + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static readonly DiagnosticDescriptor AspNetCoreNotReferenced = new(
        DiagnosticIds.AspNetCoreNotReferenced,
        "An endpoint needs Needs.AspNetCore",
        "'{0}' is meant to be an endpoint, but nothing makes it one: add a reference to the package Needs.AspNetCore",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Endpoints are generated only where Needs.AspNetCore is referenced.",
        helpLinkUri: HelpLinks.Rules + DiagnosticIds.AspNetCoreNotReferenced + HelpLinks.Extension,
        customTags: WellKnownDiagnosticTags.NotConfigurable);

    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        UnbindableParameter,
        UnmappableHandler,
        UnbuildableInstance,
        HandlerMappedByName,
        UnusableRoute,
        AspNetCoreNotReferenced,
    ];
}
