using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Needs.AspNetCore;

/// <summary>
/// Makes the databases before the server starts, so that what is wrong stops the start; and when the server and all other services have
/// stopped, waits for the connections that are still lent. The services dispose of the databases afterwards.
/// </summary>
internal sealed class NeedsLifetime(Databases databases, ILogger<Databases> logger) : IHostedLifecycleService
{
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        var leases = databases.GetLeases();
        if (leases.Count == 0) return;
        logger.WaitingForLeases(leases.Count, string.Join(", ", leases));
        await databases.DrainAsync(cancellationToken).ConfigureAwait(false);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
