using Microsoft.Extensions.Logging;

namespace Needs.AspNetCore;

/// <summary>The databases that follow the configuration, until the application ends.</summary>
internal sealed class ConnectionReloads(ILogger<Databases> logger) : IDisposable
{
    private readonly List<ConnectionReload> _reloads = [];

    public void Follow(Database database, ConfiguredConnection connection, TimeProvider time) =>
        _reloads.Add(new ConnectionReload(database, connection, time, logger));

    public void Dispose() => _reloads.ForEach(reload => reload.Dispose());
}
