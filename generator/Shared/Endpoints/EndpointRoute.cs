namespace Needs.Endpoints;

/// <summary>One route of a handler.</summary>
/// <param name="Template">The template, the prefix of the type included.</param>
/// <param name="Methods">The HTTP methods, upper case.</param>
/// <param name="Name">The name of the endpoint, or <see langword="null"/>.</param>
/// <param name="Order">Its order among endpoints that match the same request.</param>
internal sealed record EndpointRoute(string Template, string[] Methods, string? Name, int Order);
