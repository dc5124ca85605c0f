using Microsoft.Extensions.DependencyInjection;

namespace Needs.AspNetCore;

/// <summary>Finds out when a handler is mapped, not at its first request, that there is no database to lend to it.</summary>
internal static class DatabaseCheck
{
    public static void ThrowIfUnknown(IServiceProvider services, string? name, string handler)
    {
        if (services.GetService<DatabaseRouter>() is { } router)
        {
            router.ThrowIfUnknown(name, handler);
            return;
        }

        var isRegistered = name is null
            ? services.GetService<IServiceProviderIsService>()?.IsService(typeof(Database))
            : services.GetService<IServiceProviderIsKeyedService>()?.IsKeyedService(typeof(Database), name);
        if (isRegistered == false)
        {
            throw new InvalidOperationException(
                $"The handler {handler} is mapped, but {(name is null ? "no database" : $"no database named '{name}'")} is registered to lend it a "
                + "connection: call builder.Services.AddNeeds(…) before the application is built.");
        }
    }
}
