using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Needs.AspNetCore;

/// <summary>Finds the database that a handler is lent a connection from.</summary>
internal sealed class DatabaseRouter(Databases databases, IOptions<NeedsOptions> options)
{
    private readonly string? _defaultName = options.Value.FindDefaultName();
    private readonly Database? _default = options.Value.FindDefaultName() is { } name ? databases[name] : null;
    private readonly TenantRegistration? _tenants = options.Value.Tenants.FirstOrDefault();

    public Database Default => _default ?? throw new InvalidOperationException(
        databases.Names.Count == 0
            ? "There is no default database, only those of tenants, which are found by request."
            : $"There is no default database: name one (AddNeeds(needs => needs.UseDefaultDatabase(\"…\")), configuration Needs:DefaultDatabase), "
                + $"or ask for one by name ([NeedsDb(\"…\")]). There is: {DatabaseNames.List(databases.Names)}.");

    public Database Named(object? key) => key is string name
        ? databases[name]
        : throw new InvalidOperationException($"A database is asked for by its name, but the service key is {key ?? "null"}: use a string.");

    public Database ForRequest(HttpContext context, string? name)
    {
        if (_tenants is not null && (name is null || _tenants.ForEveryName))
        {
            if (_tenants.Resolve(context, name ?? _defaultName ?? DatabaseOptions.DefaultName) is { } key)
                return databases.Get(key);
            if (name is null && _default is null)
                throw NoTenant(context);
        }
        return name is null ? Default : databases[name];
    }

    /// <summary>Fails when no request of this handler could be lent a connection.</summary>
    /// <exception cref="InvalidOperationException">There is no such database; the message names the handler.</exception>
    public void ThrowIfUnknown(string? name, string handler)
    {
        if (_tenants is not null && (name is null || _tenants.ForEveryName)) return;
        try
        {
            _ = name is null ? Default : databases[name];
        }
        catch (Exception error) when (error is InvalidOperationException or KeyNotFoundException)
        {
            throw new InvalidOperationException($"The handler {handler} can't be mapped: {error.Message}", error);
        }
    }

    private static InvalidOperationException NoTenant(HttpContext context) => new(
        $"The tenant resolver found no database for {context.Request.Method} {context.Request.Path}, and there is no default one: "
        + "refuse such requests before they reach the handler (authorization), or add a default database.");
}
