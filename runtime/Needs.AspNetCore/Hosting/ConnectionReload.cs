using System.Data.Common;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Needs.AspNetCore;

/// <summary>
/// Lets a database follow its connection string in the configuration. The new one is used once a connection was opened with it; until then,
/// the database goes on as before, and it is tried again from time to time.
/// </summary>
internal sealed class ConnectionReload : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly Database _database;
    private readonly ConfiguredConnection _connection;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly IDisposable _watch;
    private readonly Lock _gate = new();
    private CancellationTokenSource? _attempt;
    private string? _used;
    private string? _wanted;

    public ConnectionReload(Database database, ConfiguredConnection connection, TimeProvider time, ILogger logger)
    {
        (_database, _connection, _time, _logger) = (database, connection, time, logger);
        _used = _wanted = connection.Text;
        _watch = ChangeToken.OnChange(connection.Changes, Look);
        Look();
    }

    public void Dispose()
    {
        _watch.Dispose();
        lock (_gate) _attempt?.Cancel();
    }

    private void Look()
    {
        lock (_gate)
        {
            var text = _connection.Read();
            if (text == _wanted) return;
            _wanted = text;
            _attempt?.Cancel();
            _attempt = null;
            if (text == _used) return;
            if (FindProblem(text) is { } problem)
            {
                _logger.ConnectionNotChanged(_database.Name, problem);
                return;
            }

            _attempt = new CancellationTokenSource();
            _ = ChangeAsync(text!, _attempt.Token);
        }
    }

    private string? FindProblem(string? text) =>
        string.IsNullOrWhiteSpace(text) ? "the configuration has none any more." : ConnectionText.FindProblem(_connection.Factory, text);

    private async Task ChangeAsync(string text, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Yield();
            while (!await TryChangeAsync(text, cancellationToken).ConfigureAwait(false))
                await Task.Delay(Pause, _time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception end) when (end is OperationCanceledException or ObjectDisposedException)
        {
            // It changed again, or the application ends.
        }
    }

    private async Task<bool> TryChangeAsync(string text, CancellationToken cancellationToken)
    {
        var source = _connection.Factory.CreateDataSource(text);
        try
        {
            await using (await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false))
            {
            }

            Use(source, text, cancellationToken);
        }
        catch (Exception error)
        {
            await source.DisposeAsync().ConfigureAwait(false);
            if (error is ObjectDisposedException || cancellationToken.IsCancellationRequested) throw;
            _logger.ConnectionNotChanged(_database.Name, ConnectionText.Mask(error.Message, text));
            return false;
        }

        _logger.ConnectionChanged(_database.Name);
        return true;
    }

    private void Use(DbDataSource source, string text, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            cancellationToken.ThrowIfCancellationRequested();
            _database.UseDataSource(source);
            _used = text;
        }
    }
}
