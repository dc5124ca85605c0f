using Microsoft.Extensions.DependencyInjection;

namespace Needs.AspNetCore;

/// <summary>Tells parameters that are services from those that are the body, as minimal APIs do: by what is registered.</summary>
internal static class ServiceParameters
{
    public static bool IsService(IServiceProvider services, Type type) =>
        services.GetService<IServiceProviderIsService>()?.IsService(type) == true;
}
