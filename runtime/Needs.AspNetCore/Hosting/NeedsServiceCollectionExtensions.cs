using System.Data.Common;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Needs;
using Needs.AspNetCore;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the databases that lend connections to handlers.</summary>
public static class NeedsServiceCollectionExtensions
{
    /// <summary>
    /// Adds databases in code. May be called more than once; the calls add up.
    /// <see cref="Database"/> (the default one), <see cref="Database"/> by its name as service key, and <see cref="Databases"/> can be
    /// injected.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configure">Adds the databases.</param>
    /// <returns><paramref name="services"/>.</returns>
    public static IServiceCollection AddNeeds(this IServiceCollection services, Action<NeedsBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        AddServices(services);
        configure(new NeedsBuilder(services));
        return services;
    }

    /// <summary>
    /// Adds the databases that the configuration names, and those that <paramref name="configure"/> adds. May be called more than once;
    /// the calls add up.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configuration">
    /// The application's configuration, or its section <c>Needs</c>. Read when the application starts:
    /// <c>Needs:Databases:&lt;name&gt;:ConnectionString</c> (or <c>:ConnectionStringName</c>, or <c>ConnectionStrings:&lt;name&gt;</c>),
    /// <c>Needs:DefaultDatabase</c>, and, for all databases or below <c>Needs:Databases:&lt;name&gt;</c> for one,
    /// <c>Needs:ShutdownTimeout</c>, <c>Needs:NestedLoans</c>, <c>Needs:MaxLeases</c>, <c>Needs:WaitLimit</c>, <c>Needs:HoldWarning</c>,
    /// <c>Needs:SessionReset</c>; for tenants, <c>Needs:Tenants:MaxConnections</c> and <c>Needs:Tenants:IdleTimeout</c>.
    /// Without <c>Needs:Databases</c>, <c>ConnectionStrings:default</c> is the database <c>default</c>.
    /// A connection string that changes later is followed, once a connection was opened with it; the rest is not read again.
    /// </param>
    /// <param name="factory">The driver, such as <c>MySqlConnectorFactory.Instance</c>.</param>
    /// <param name="configure">Adds more databases.</param>
    /// <returns><paramref name="services"/>.</returns>
    public static IServiceCollection AddNeeds(
        this IServiceCollection services, IConfiguration configuration, DbProviderFactory factory, Action<NeedsBuilder>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(factory);
        AddServices(services);
        services.AddSingleton<IConfigureOptions<NeedsOptions>>(provider =>
            new NeedsConfiguration(configuration, provider.GetService<IConfiguration>(), factory));
        configure?.Invoke(new NeedsBuilder(services));
        return services;
    }

    private static void AddServices(IServiceCollection services)
    {
        services.AddLogging();
        services.AddOptions<NeedsOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<NeedsOptions>, NeedsOptionsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, NeedsLifetime>());
        services.TryAddSingleton<ConnectionReloads>();
        services.TryAddSingleton(DatabasesFactory.Create);
        services.TryAddSingleton<DatabaseRouter>();
        services.TryAddSingleton(static provider => provider.GetRequiredService<DatabaseRouter>().Default);
        services.TryAddKeyedSingleton(KeyedService.AnyKey, static (provider, key) => provider.GetRequiredService<DatabaseRouter>().Named(key));
    }
}
