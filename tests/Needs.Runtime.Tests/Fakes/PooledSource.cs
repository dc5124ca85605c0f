using System.Data.Common;

namespace Needs.Runtime.Tests.Fakes;

/// <summary>A data source of a <see cref="PooledServer"/> with a pool of its own.</summary>
internal sealed class PooledSource(PooledServer server, DatabaseKey key) : DbDataSource
{
    private readonly Lock _gate = new();
    private int _idle;

    public override string ConnectionString => $"{key};Password={key.Password}";

    public DatabaseKey Key => key;

    public bool IsDisposed { get; private set; }

    public int Idle
    {
        get { lock (_gate) return _idle; }
    }

    public async Task TakeAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(IsDisposed, this);
            if (_idle > 0)
            {
                _idle--;
                return;
            }
        }

        await server.ConnectAsync(key, cancellationToken);
    }

    public void PutBack()
    {
        lock (_gate)
        {
            if (!IsDisposed)
            {
                _idle++;
                return;
            }
        }

        server.Disconnect(key);
    }

    protected override DbConnection CreateDbConnection()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        return new PooledConnection(this);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) DisposeAsyncCore().AsTask().GetAwaiter().GetResult();
        base.Dispose(disposing);
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        int idle;
        lock (_gate)
        {
            if (IsDisposed) return;
            IsDisposed = true;
            (idle, _idle) = (_idle, 0);
        }

        if (server.Closing is { } closing) await closing(key);
        for (; idle > 0; idle--)
        {
            await Task.Yield();
            server.Disconnect(key);
        }

        await base.DisposeAsyncCore();
    }
}
