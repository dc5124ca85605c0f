using System.Data.Common;
using System.Runtime.CompilerServices;

namespace Needs.Cursors;

/// <summary>
/// A query from its start to its end. The driver sees no token: some hang when one is cancelled while they work, others open a connection
/// on the thread that cancels. Instead a cancelled token makes the <see cref="QueryCanceller"/> end the query, and the driver's error comes
/// out as an <see cref="OperationCanceledException"/>.
/// </summary>
internal sealed class RunningQuery
{
    /// <summary>
    /// What a query that is just being sent is given to arrive. A Cancel that overtakes it finds nothing at the server, and MySqlConnector
    /// takes no second one then.
    /// </summary>
    private static readonly TimeSpan HeadStart = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan CancelPatience = TimeSpan.FromSeconds(8);

    private readonly DbCommand _command;
    private readonly bool _ownsCommand;
    private readonly TimeSpan _drainTime;
    private readonly int _commandTimeout;
    private readonly QueryCanceller _canceller;
    private readonly CancellationToken _token;
    private readonly CancellationTokenRegistration _registration;
    private CancellationToken _readerToken;
    private CancellationTokenRegistration _readerRegistration;
    private DbDataReader? _reader;
    private int _hasEnded;

    /// <summary>A query that is not started yet. It must be ended, also when its start fails.</summary>
    public RunningQuery(DbCommand command, bool ownsCommand, CursorOptions options, CancellationToken token)
    {
        _command = command;
        _ownsCommand = ownsCommand;
        _drainTime = options.DrainTime;
        _commandTimeout = command.CommandTimeout;
        _canceller = new QueryCanceller(command, options.Cancel);
        _token = token;
        _registration = CancelOn(token);
    }

    public DbDataReader Reader => _reader!;

    public bool HasEnded => Volatile.Read(ref _hasEnded) != 0;

    public async ValueTask StartAsync(CursorOptions options, bool isAsync)
    {
        if (options.Transaction is { } transaction) _command.Transaction = transaction;
        if (options.CommandTimeout is { } time) _command.CommandTimeout = (int)Math.Ceiling(time.TotalSeconds);
        Begin();
        try
        {
            _reader = isAsync
                ? await _command.ExecuteReaderAsync(CancellationToken.None).ConfigureAwait(false)
                : _command.ExecuteReader();
        }
        catch (Exception error) when (Cancelled(error) is { } cancelled)
        {
            throw cancelled;
        }
        finally
        {
            _canceller.IsAwaited = false;
        }

        ThrowIfCancelled();
    }

    /// <summary>A second token: the one that comes with an enumeration.</summary>
    public void AlsoEndOn(CancellationToken token)
    {
        if (!token.CanBeCanceled || token == _token) return;
        _readerToken = token;
        _readerRegistration = CancelOn(token);
    }

    public bool Read()
    {
        Begin();
        bool more;
        try
        {
            more = _reader!.Read();
        }
        catch (Exception error) when (Cancelled(error) is { } cancelled)
        {
            throw cancelled;
        }
        finally
        {
            _canceller.IsAwaited = false;
        }

        ThrowIfCancelled();
        return more;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> ReadAsync()
    {
        Begin();
        bool more;
        try
        {
            more = await _reader!.ReadAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception error) when (Cancelled(error) is { } cancelled)
        {
            throw cancelled;
        }
        finally
        {
            _canceller.IsAwaited = false;
        }

        // Not every server makes an error of a cancelled query: some just end it, or a function in it.
        ThrowIfCancelled();
        return more;
    }

    /// <summary>
    /// Reads what is left within the budget, then has the server end the query, and reads what was under way by then. Never throws: what
    /// went wrong before counts, and a connection that did not survive this says so by its state.
    /// </summary>
    public async ValueTask EndAsync(bool isAsync)
    {
        if (Interlocked.Exchange(ref _hasEnded, 1) != 0) return;
        try
        {
            if (MustReadRest()) await ReadRestAsync(isAsync).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The answer to the Cancel, or a connection that is no more.
        }

        _registration.Dispose();
        _readerRegistration.Dispose();
        var stopped = _canceller.StopAsync();
        if (isAsync) await stopped.ConfigureAwait(false);
        else stopped.Wait();

        try
        {
            await DisposeAsync(isAsync).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // As above.
        }
    }

    private CancellationTokenRegistration CancelOn(CancellationToken token) =>
        token.UnsafeRegister(static query => ((RunningQuery)query!).Cancel(), this);

    private void Cancel() => _canceller.Start(_reader is null ? HeadStart : TimeSpan.Zero);

    private void Begin()
    {
        ObjectDisposedException.ThrowIf(HasEnded, typeof(DbCursor));
        ThrowIfCancelled();
        _canceller.IsAwaited = true;
    }

    private void ThrowIfCancelled()
    {
        _token.ThrowIfCancellationRequested();
        _readerToken.ThrowIfCancellationRequested();
    }

    private OperationCanceledException? Cancelled(Exception error)
    {
        var token = _token.IsCancellationRequested ? _token : _readerToken;
        return token.IsCancellationRequested ? new OperationCanceledException("The query was cancelled.", error, token) : null;
    }

    private bool MustReadRest() => _reader is { IsClosed: false } && !Drivers.RunInProcess(_command);

    private async ValueTask ReadRestAsync(bool isAsync)
    {
        LimitTime();
        _canceller.IsAwaited = true;
        _canceller.Start(_drainTime);
        var patience = Environment.TickCount64 + (long)(_drainTime + CancelPatience).TotalMilliseconds;
        bool hasMore;
        do
        {
            // Row by row: MySql.Data hangs when a whole result that it skips ends in an error. When no Cancel has helped for long, its next
            // best is that: MySqlConnector counts the time of the whole result then.
            do hasMore = isAsync ? await _reader!.ReadAsync(CancellationToken.None).ConfigureAwait(false) : _reader!.Read();
            while (hasMore && Environment.TickCount64 < patience);
            hasMore = isAsync ? await _reader.NextResultAsync(CancellationToken.None).ConfigureAwait(false) : _reader.NextResult();
        }
        while (hasMore);
    }

    /// <summary>
    /// Where the network is dead, no Cancel helps, and drivers wait for ever in a reader's Dispose. In a read they respect the command's
    /// timeout, and close the connection.
    /// </summary>
    private void LimitTime()
    {
        if (_drainTime == Timeout.InfiniteTimeSpan) return;
        var limit = 1 + (int)_drainTime.TotalSeconds;
        if (_command.CommandTimeout is var time && (time == 0 || time > limit)) _command.CommandTimeout = limit;
    }

    private async ValueTask DisposeAsync(bool isAsync)
    {
        try
        {
            if (_reader is null)
            {
            }
            else if (isAsync) await _reader.DisposeAsync().ConfigureAwait(false);
            else _reader.Dispose();
        }
        finally
        {
            if (!_ownsCommand) _command.CommandTimeout = _commandTimeout;
            else if (isAsync) await _command.DisposeAsync().ConfigureAwait(false);
            else _command.Dispose();
        }
    }
}
