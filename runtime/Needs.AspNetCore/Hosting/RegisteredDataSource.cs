using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;

namespace Needs.AspNetCore;

internal static class RegisteredDataSource
{
    public static TDataSource Get<TDataSource>(IServiceProvider services, object? serviceKey) where TDataSource : DbDataSource
    {
        var found = serviceKey is null ? services.GetService<TDataSource>() : services.GetKeyedService<TDataSource>(serviceKey);
        return found ?? throw new InvalidOperationException(
            $"No {typeof(TDataSource).Name} is registered with the services{(serviceKey is null ? "" : $" under the key '{serviceKey}'")}: "
            + "register it (for MySqlConnector: services.AddMySqlDataSource(connectionString)), or give AddDatabase a connection string.");
    }
}
