using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Needs.AspNetCore.Tests.Hosting;

internal static class Registered
{
    public static readonly HandlerDescriptor Handler = new("Shop.Orders.Find");

    public static ServiceProvider Services(Action<IServiceCollection> add)
    {
        var services = new ServiceCollection();
        add(services);
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    public static ServiceProvider Databases(Action<NeedsBuilder> configure) => Services(services => services.AddNeeds(configure));

    public static IConfigurationRoot Configuration(params (string Key, string? Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)))
        .Build();
}
