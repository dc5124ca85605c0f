namespace Needs.Generator;

/// <summary>What the mapping of an assembly's handlers needs to know of the compilation.</summary>
/// <param name="Name">The name of the assembly.</param>
/// <param name="HasAspNetCore">Whether Needs.AspNetCore is referenced.</param>
/// <param name="References">The referenced assemblies that have handlers to map.</param>
internal sealed record AssemblySpec(string Name, bool HasAspNetCore, EquatableArray<ReferencedHandlersSpec> References)
{
    /// <summary>Whether Microsoft.AspNetCore.OpenApi is referenced, in a version that can be told about single endpoints.</summary>
    public bool HasOpenApi { get; init; }
}

/// <summary>How the handlers of a referenced assembly are mapped.</summary>
/// <param name="Assembly">The assembly.</param>
/// <param name="Alias">The <c>extern alias</c> that it must be reached by; <see langword="null"/> for none.</param>
/// <param name="Method">The method, from the global namespace of the assembly.</param>
internal sealed record ReferencedHandlersSpec(string Assembly, string? Alias, string Method);

/// <summary>A handler that is mapped.</summary>
/// <param name="Method">The method that does it, as C#.</param>
/// <param name="SuppressedWarnings">Ids that naming the handler's type would raise again in the output.</param>
internal sealed record MappedHandlerSpec(string Method, EquatableArray<string> SuppressedWarnings)
{
    public static MappedHandlerSpec Of(HandlerSpec handler, EndpointSpec endpoint) =>
        new($"{handler.Type.FullName}.{EndpointMappingEmitter.MethodName(endpoint)}", handler.SuppressedWarnings);
}
