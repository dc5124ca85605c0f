namespace Needs.Generator;

/// <summary>All that one look at a handler yields. The parts feed outputs of their own, so each is cached for itself.</summary>
/// <param name="Handler">The handler.</param>
/// <param name="Endpoint">How it answers requests; null when it does not.</param>
/// <param name="Form">The types that its form is bound to; null when it is not bound.</param>
internal sealed record ParsedHandler(HandlerSpec Handler, EndpointSpec? Endpoint, FormSpec? Form);

/// <summary>A handler that answers requests.</summary>
/// <param name="Handler">The handler.</param>
/// <param name="Endpoint">How it answers.</param>
internal sealed record ParsedEndpoint(HandlerSpec Handler, EndpointSpec Endpoint);
