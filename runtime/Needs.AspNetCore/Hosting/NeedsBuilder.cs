using System.Data.Common;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Needs.AspNetCore;

/// <summary>Says which databases lend their connections to handlers. Obtained from <c>services.AddNeeds(…)</c>.</summary>
/// <remarks>Database names are compared without regard to case. Nothing is connected to before a handler needs it.</remarks>
public sealed class NeedsBuilder
{
    internal NeedsBuilder(IServiceCollection services) => Services = services;

    /// <summary>The services of the application.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Adds the database <c>default</c> over a data source that the caller made and will dispose.</summary>
    /// <param name="dataSource">Opens the connections.</param>
    /// <param name="configure">Changes the database's options.</param>
    /// <returns>This builder.</returns>
    public NeedsBuilder AddDatabase(DbDataSource dataSource, Action<DatabaseOptions>? configure = null) =>
        AddDatabase(DatabaseOptions.DefaultName, dataSource, configure);

    /// <summary>Adds a database over a data source that the caller made and will dispose.</summary>
    /// <param name="name">The name that <c>[NeedsDb("name")]</c> asks for.</param>
    /// <param name="dataSource">Opens the connections.</param>
    /// <param name="configure">Changes the database's options.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public NeedsBuilder AddDatabase(string name, DbDataSource dataSource, Action<DatabaseOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        return Add(new DatabaseRegistration(CheckName(name), "AddDatabase(data source)", _ => dataSource)
        {
            OwnsDataSource = false,
            Configure = configure,
        });
    }

    /// <summary>Adds the database <c>default</c>, whose data source is made when the application starts and disposed with it.</summary>
    /// <param name="createDataSource">Makes the data source; called once.</param>
    /// <param name="configure">Changes the database's options.</param>
    /// <returns>This builder.</returns>
    public NeedsBuilder AddDatabase(Func<IServiceProvider, DbDataSource> createDataSource, Action<DatabaseOptions>? configure = null) =>
        AddDatabase(DatabaseOptions.DefaultName, createDataSource, configure);

    /// <summary>Adds a database whose data source is made when the application starts and disposed with it.</summary>
    /// <param name="name">The name that <c>[NeedsDb("name")]</c> asks for.</param>
    /// <param name="createDataSource">Makes the data source; called once.</param>
    /// <param name="configure">Changes the database's options; <see cref="DatabaseOptions.OwnsDataSource"/> among them.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public NeedsBuilder AddDatabase(
        string name, Func<IServiceProvider, DbDataSource> createDataSource, Action<DatabaseOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(createDataSource);
        return Add(new DatabaseRegistration(CheckName(name), "AddDatabase(factory)", createDataSource)
        {
            OwnsDataSource = true,
            Configure = configure,
        });
    }

    /// <summary>Adds the database <c>default</c> by the driver's factory and a connection string.</summary>
    /// <param name="factory">The driver, such as <c>MySqlConnectorFactory.Instance</c>.</param>
    /// <param name="connectionString">Where to connect. When it is missing the application does not start, and says what to set.</param>
    /// <param name="configure">Changes the database's options.</param>
    /// <returns>This builder.</returns>
    public NeedsBuilder AddDatabase(DbProviderFactory factory, string? connectionString, Action<DatabaseOptions>? configure = null) =>
        AddDatabase(DatabaseOptions.DefaultName, factory, connectionString, configure);

    /// <summary>Adds a database by the driver's factory and a connection string.</summary>
    /// <param name="name">The name that <c>[NeedsDb("name")]</c> asks for.</param>
    /// <param name="factory">The driver, such as <c>MySqlConnectorFactory.Instance</c>.</param>
    /// <param name="connectionString">Where to connect. When it is missing the application does not start, and says what to set.</param>
    /// <param name="configure">Changes the database's options.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public NeedsBuilder AddDatabase(
        string name, DbProviderFactory factory, string? connectionString, Action<DatabaseOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return Add(DriverDatabase.Register(
            CheckName(name), "AddDatabase(factory, connection string)", factory, connectionString,
            whenMissing: "the text given to AddDatabase is empty: if it comes from configuration, set it there, "
                + $"for example as ConnectionStrings:{name} (environment variable ConnectionStrings__{name})",
            configure));
    }

    /// <summary>
    /// Adds a database over a data source that is registered with the services, such as by <c>AddMySqlDataSource</c>.
    /// The services keep owning it.
    /// </summary>
    /// <typeparam name="TDataSource">The registered type.</typeparam>
    /// <param name="name">The name that <c>[NeedsDb("name")]</c> asks for.</param>
    /// <param name="serviceKey">The key of a keyed registration; <see langword="null"/> for one without key.</param>
    /// <param name="configure">Changes the database's options.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public NeedsBuilder AddDatabase<TDataSource>(
        string name = DatabaseOptions.DefaultName, object? serviceKey = null, Action<DatabaseOptions>? configure = null)
        where TDataSource : DbDataSource =>
        Add(new DatabaseRegistration(
            CheckName(name),
            $"AddDatabase<{typeof(TDataSource).Name}>",
            services => RegisteredDataSource.Get<TDataSource>(services, serviceKey))
        {
            OwnsDataSource = false,
            Configure = configure,
        });

    /// <summary>Takes back what was added under a name before, so that another can be added in its place (in a test, say).</summary>
    /// <param name="name">The name; one that nobody added is no error.</param>
    /// <returns>This builder.</returns>
    public NeedsBuilder RemoveDatabase(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Services.Configure<NeedsOptions>(options => options.Databases.RemoveAll(database => DatabaseNames.AreSame(database.Name, name)));
        return this;
    }

    /// <summary>Names the database that is lent to a handler which names none.</summary>
    /// <param name="name">The name of an added database.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public NeedsBuilder UseDefaultDatabase(string name)
    {
        CheckName(name);
        Services.Configure<NeedsOptions>(options => options.DefaultDatabase = name);
        return this;
    }

    /// <summary>Lends to each request from the database of its own credentials, where the handler names no database.</summary>
    /// <param name="factory">The driver, such as <c>MySqlConnectorFactory.Instance</c>.</param>
    /// <param name="connectionString">
    /// What all of them share (port, pool size …); the server, database, user and password of the key are put into it.
    /// </param>
    /// <param name="resolve">Whose database the request uses; <see langword="null"/>: the application's own.</param>
    /// <param name="configure">
    /// Limits what all of them use together, such as <c>limits => limits.MaxConnections = 100</c>. Configuration does so too:
    /// <c>Needs:Tenants:MaxConnections</c>, <c>Needs:Tenants:IdleTimeout</c>.
    /// </param>
    /// <returns>This builder.</returns>
    public NeedsBuilder AddTenants(
        DbProviderFactory factory, string? connectionString, Func<HttpContext, DatabaseKey?> resolve, Action<DatabasesOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(factory);
        ArgumentNullException.ThrowIfNull(resolve);
        var createDataSource = DriverDatabase.ByKey(factory, connectionString);
        return Add(new TenantRegistration((_, key) => createDataSource(key), (context, _) => resolve(context))
        {
            ForEveryName = false,
            FindProblem = () => DriverDatabase.FindProblem("AddTenants", factory, connectionString ?? ""),
            KeepsOpen = () => DriverDatabase.KeepsOpen(factory, connectionString ?? ""),
        }, configure);
    }

    /// <summary>Lends to each request from the database of its own credentials, where the handler names no database.</summary>
    /// <param name="createDataSource">
    /// Makes the data source of a key when it is first used, and again after it was closed; what it makes is disposed of here.
    /// </param>
    /// <param name="resolve">Whose database the request uses; <see langword="null"/>: the application's own.</param>
    /// <param name="configure">
    /// Limits what all of them use together, such as <c>limits => limits.MaxConnections = 100</c>. Configuration does so too:
    /// <c>Needs:Tenants:MaxConnections</c>, <c>Needs:Tenants:IdleTimeout</c>.
    /// </param>
    /// <returns>This builder.</returns>
    public NeedsBuilder AddTenants(
        Func<DatabaseKey, DbDataSource> createDataSource, Func<HttpContext, DatabaseKey?> resolve, Action<DatabasesOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(createDataSource);
        ArgumentNullException.ThrowIfNull(resolve);
        return Add(new TenantRegistration((_, key) => createDataSource(key), (context, _) => resolve(context)) { ForEveryName = false }, configure);
    }

    /// <summary>Lends to each request from the database of its own credentials, also where the handler names a database.</summary>
    /// <param name="createDataSource">
    /// Makes the data source of a key when it is first used, and again after it was closed; what it makes is disposed of here.
    /// </param>
    /// <param name="resolve">
    /// Whose database the request uses, given the name that the handler asks for; <see langword="null"/>: the application's own of that
    /// name.
    /// </param>
    /// <param name="configure">
    /// Limits what all of them use together, such as <c>limits => limits.MaxConnections = 100</c>. Configuration does so too:
    /// <c>Needs:Tenants:MaxConnections</c>, <c>Needs:Tenants:IdleTimeout</c>.
    /// </param>
    /// <returns>This builder.</returns>
    public NeedsBuilder AddTenants(
        Func<IServiceProvider, DatabaseKey, DbDataSource> createDataSource,
        Func<HttpContext, string, DatabaseKey?> resolve,
        Action<DatabasesOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(createDataSource);
        ArgumentNullException.ThrowIfNull(resolve);
        return Add(new TenantRegistration(createDataSource, resolve) { ForEveryName = true }, configure);
    }

    /// <summary>Changes how much of a form is read before it is refused, for all handlers that say nothing else.</summary>
    /// <param name="configure">Changes the limits.</param>
    /// <returns>This builder.</returns>
    public NeedsBuilder LimitForms(Action<FormLimits> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Services.Configure<NeedsOptions>(options =>
        {
            options.SpeaksOfForms = true;
            configure(options.FormLimits);
        });
        return this;
    }

    /// <summary>Lets the pages of another site post forms to this application.</summary>
    /// <param name="origin">The site, as browsers write it: scheme, host and port unless it is the usual one, such as <c>https://partner.example</c>.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="origin"/> is no such thing, so that no browser would ever say it.</exception>
    public NeedsBuilder TrustFormsFrom(string origin)
    {
        if (!Uri.TryCreate(origin, UriKind.Absolute, out var site) || !string.Equals(site.GetLeftPart(UriPartial.Authority), origin, StringComparison.OrdinalIgnoreCase))
            throw new ArgumentException($"'{origin}' is no origin: write scheme, host and, unless it is the usual one, port, such as https://partner.example.", nameof(origin));
        Services.Configure<NeedsOptions>(options =>
        {
            options.SpeaksOfForms = true;
            options.TrustedFormOrigins.Add(origin);
        });
        return this;
    }

    private NeedsBuilder Add(DatabaseRegistration database)
    {
        Services.Configure<NeedsOptions>(options => options.Databases.Add(database));
        return this;
    }

    private NeedsBuilder Add(TenantRegistration tenants, Action<DatabasesOptions>? configure)
    {
        Services.Configure<NeedsOptions>(options =>
        {
            options.Tenants.Add(tenants);
            configure?.Invoke(options.TenantLimits);
        });
        return this;
    }

    private static string CheckName(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return name;
    }
}
