using System.ComponentModel;

namespace Needs.AspNetCore;

/// <summary>
/// Says that an assembly has handlers with routes, and how to map them, so that <c>MapHandlers</c> of an application that references it
/// does so too. Written by the generator.
/// </summary>
/// <param name="type">The type with the method.</param>
/// <param name="method">The name of the method, an extension of <c>IEndpointRouteBuilder</c>.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class HandlerEndpointsAttribute(Type type, string method) : Attribute
{
    /// <summary>The type with the method.</summary>
    public Type Type { get; } = type;

    /// <summary>The name of the method.</summary>
    public string Method { get; } = method;
}
