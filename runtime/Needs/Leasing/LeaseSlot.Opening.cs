using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Needs.Tenancy;

namespace Needs.Leasing;

/// <summary>The way to a connection: its turn, an open one, its transaction; each within the time that the handler may wait.</summary>
internal sealed partial class LeaseSlot
{
    /// <summary>What a driver may take to notice that its token was cancelled.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    /// <exception cref="TimeoutException">Its turn did not come in time.</exception>
    public void WaitForTurn()
    {
        if (_turn is { } turn) turn.Task.WaitAsync(_database.TurnLimit(Handler), _database.Time).GetAwaiter().GetResult();
    }

    /// <inheritdoc cref="WaitForTurn"/>
    public ValueTask WaitForTurnAsync(CancellationToken cancellationToken) => _turn is { } turn
        ? new ValueTask(turn.Task.WaitAsync(_database.TurnLimit(Handler), _database.Time, cancellationToken))
        : ValueTask.CompletedTask;

    public DbConnection Open() => _database.Nodes.Open(this);

    /// <exception cref="TimeoutException">The connection was not open in time.</exception>
    public ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken) => _database.OpenLimit(Handler) is { } limit
        ? OpenAsync(limit, cancellationToken)
        : _database.Nodes.OpenAsync(this, cancellationToken);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<DbConnection> OpenAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        var left = limit - _database.Time.GetElapsedTime(Since);
        var opening = _database.Nodes.OpenAsync(this, _deadline.Start(left, cancellationToken)).AsTask();
        try
        {
            return opening.IsCompleted
                ? await opening.ConfigureAwait(false)
                : await opening.WaitAsync(left > TimeSpan.Zero ? left + Grace : Grace, _database.Time, CancellationToken.None).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (_deadline.IsOver && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException(error.Message, error);
        }
        catch (TimeoutException) when (!opening.IsCompleted)
        {
            // A driver that does not look at its token while it waits for a server that says nothing.
            _unfinished = opening;
            throw;
        }
        finally
        {
            _deadline.Stop();
        }
    }

    /// <summary>Opens any connection.</summary>
    public DbConnection Connect() => Source.DataSource is TenantSource tenant ? tenant.Open(this) : Source.DataSource.OpenConnection();

    /// <inheritdoc cref="Connect"/>
    public ValueTask<DbConnection> ConnectAsync(CancellationToken cancellationToken) =>
        Source.DataSource is TenantSource tenant ? tenant.OpenAsync(this, cancellationToken) : Source.DataSource.OpenConnectionAsync(cancellationToken);

    /// <summary>What is left of the time that the handler waits at our own limits.</summary>
    public TimeSpan TurnTimeLeft()
    {
        var limit = _database.TurnLimit(Handler);
        if (limit == Timeout.InfiniteTimeSpan) return limit;
        var left = limit - _database.Time.GetElapsedTime(Since);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>The connection is closed, or never was opened: the key's pool is told.</summary>
    public void LeavePool()
    {
        if (Pool is not { } pool) return;
        pool.Leave(HasOpened);
        (Pool, HasOpened) = (null, false);
    }

    /// <summary>The connection is given up, but not closed yet: who closes it tells its key's pool.</summary>
    public TenantPool? TakePool()
    {
        var pool = Pool;
        (Pool, HasOpened) = (null, false);
        return pool;
    }

    public void Begin(IsolationLevel isolation)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                _transaction.Begun(Connection!, Connection!.BeginTransaction(isolation));
                return;
            }
            catch (Exception error) when (_database.Nodes.MayReplace(error, tries))
            {
                Forsake();
                Connection = Open();
            }
        }
    }

    /// <exception cref="TimeoutException">The server did not answer in time.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask BeginAsync(IsolationLevel isolation, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                var connection = Connection!;
                var beginning = connection.BeginTransactionAsync(isolation, cancellationToken);
                _transaction.Begun(connection, beginning.IsCompleted
                    ? await beginning.ConfigureAwait(false)
                    : await InTimeAsync(connection, beginning.AsTask()).ConfigureAwait(false));
                return;
            }
            catch (Exception error) when (_database.Nodes.MayReplace(error, tries))
            {
                Forsake();
                Connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private void Forsake()
    {
        _database.Nodes.Retire(this, Connection!);
        Connection = null;
        OpeningSince = _database.Time.GetTimestamp();
    }

    /// <summary>
    /// Drivers set no limit of time for it: a server that is gone without a word would keep the handler waiting for as long as the network
    /// takes to notice.
    /// </summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<DbTransaction> InTimeAsync(DbConnection connection, Task<DbTransaction> beginning)
    {
        try
        {
            return await beginning.WaitAsync(_database.TurnLimit(Handler), _database.Time, CancellationToken.None).ConfigureAwait(false);
        }
        catch (TimeoutException) when (!beginning.IsCompleted)
        {
            _ = CloseWhenBegunAsync(connection, beginning, TakePool());
            Connection = null;
            throw;
        }
    }

    private async Task CloseOnceOpenedAsync(Task<DbConnection> opening)
    {
        try
        {
            Connection = await opening.ConfigureAwait(false);
        }
        catch
        {
            // The handler was told long ago that it gets no connection.
        }

        await CloseAndRecycleAsync().ConfigureAwait(false);
    }

    /// <summary>A connection that is closed while it waits for an answer would come back from the pool with that answer still to be read.</summary>
    private static async Task CloseWhenBegunAsync(DbConnection connection, Task<DbTransaction> beginning, TenantPool? pool)
    {
        try
        {
            await using (connection.ConfigureAwait(false))
                await (await beginning.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }
        catch
        {
            // The handler was told long ago that it gets no connection.
        }

        pool?.Leave(wasOpened: true);
    }
}
