using Microsoft.Extensions.DependencyInjection;

namespace Needs.AspNetCore;

/// <summary>Tells parameters that are services from those that are the body, as minimal APIs do: by what is registered.</summary>
internal static class ServiceParameters
{
    public static bool IsService(IServiceProvider services, Type type) =>
        services.GetService<IServiceProviderIsService>()?.IsService(type) == true;

    /// <summary>Also one that is not registered: an optional parameter that JSON could not make either is left empty.</summary>
    public static bool IsService(IServiceProvider services, Type type, bool isOptional) =>
        IsService(services, type)
        || (isOptional && type.IsAbstract && JsonMetadata.Options(services).TryGetTypeInfo(type, out var json) && !JsonMetadata.CanBeMade(json));
}
