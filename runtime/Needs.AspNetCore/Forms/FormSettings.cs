using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Needs.AspNetCore;

/// <summary>What the application says of all its forms, also where it lends no connection and so never called <c>AddNeeds</c>.</summary>
internal static class FormSettings
{
    private static readonly NeedsOptions Defaults = new();

    public static NeedsOptions Of(IServiceProvider services) => services.GetService<IOptions<NeedsOptions>>()?.Value ?? Defaults;
}
