using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Needs.AspNetCore;

/// <summary>Finds out when a handler is mapped, not at its first request, that nothing can check the tokens it asks for.</summary>
internal static class AntiforgeryCheck
{
    public static void ThrowIfMissing(IServiceProvider services, FormReadOptions form, string handler)
    {
        if (form.Antiforgery == Antiforgery.Token) ThrowIfMissing(services, handler, "[NeedsForm(Antiforgery = Antiforgery.Token)]");
    }

    /// <summary>The same for what the endpoint's metadata asks, which overrules the attribute when a form comes.</summary>
    public static void ThrowIfMissing(EndpointBuilder endpoint, FormReadOptions form, string handler)
    {
        var said = endpoint.Metadata.OfType<IAntiforgeryMetadata>().LastOrDefault();
        if (said is { RequiresValidation: true } && form.Antiforgery != Antiforgery.None)
            ThrowIfMissing(endpoint.ApplicationServices, handler, said is RequireAntiforgeryTokenAttribute ? "[RequireAntiforgeryToken]" : said.GetType().Name);
    }

    private static void ThrowIfMissing(IServiceProvider services, string handler, string asks)
    {
        if (services.GetService<IServiceProviderIsService>()?.IsService(typeof(IAntiforgery)) != false) return;
        throw new InvalidOperationException(
            $"The handler {handler} asks for an antiforgery token ({asks}), but nothing is registered "
            + "to check it: call builder.Services.AddAntiforgery() before the application is built.");
    }
}
