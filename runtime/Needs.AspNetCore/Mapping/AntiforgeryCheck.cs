using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.DependencyInjection;

namespace Needs.AspNetCore;

/// <summary>Finds out when a handler is mapped, not at its first request, that nothing can check the tokens it asks for.</summary>
internal static class AntiforgeryCheck
{
    public static void ThrowIfMissing(IServiceProvider services, FormReadOptions form, string handler)
    {
        if (form.Antiforgery != Antiforgery.Token || services.GetService<IServiceProviderIsService>()?.IsService(typeof(IAntiforgery)) != false) return;
        throw new InvalidOperationException(
            $"The handler {handler} asks for an antiforgery token ([NeedsForm(Antiforgery = Antiforgery.Token)]), but nothing is registered "
            + "to check it: call builder.Services.AddAntiforgery() before the application is built.");
    }
}
