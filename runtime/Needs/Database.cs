using System.ComponentModel;
using System.Data;
using System.Data.Common;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Needs.Leasing;

namespace Needs;

/// <summary>
/// Lends the connections of one data source to handlers. The pool is the driver's own; this class knows who holds a connection and sees
/// to it that each comes back. Safe for use by many threads.
/// </summary>
[DebuggerDisplay("{Name,nq}, leases = {LeaseCount}")]
public sealed class Database : IAsyncDisposable, IDisposable
{
    private readonly DbDataSource _dataSource;
    private readonly LeaseTable _leases;
    private readonly TimeProvider _time;
    private readonly Shutdown _shutdown;
    private readonly NestingGuard? _guard;

    /// <summary>Creates a database over a driver's data source. Nothing is opened yet.</summary>
    /// <param name="dataSource">Where connections come from. Disposed of with the database, unless the options say otherwise.</param>
    /// <param name="options">Name and end of the database; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentNullException"><paramref name="dataSource"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">
    /// The options have no name, no clock, a shutdown timeout that no timer can wait, or an unknown value.
    /// </exception>
    public Database(DbDataSource dataSource, DatabaseOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        options ??= new DatabaseOptions();
        options.Validate();

        Name = options.Name;
        _dataSource = dataSource;
        _time = options.TimeProvider;
        _leases = new LeaseTable(this);
        _guard = options.NestedLoans == NestedLoans.Refuse ? new NestingGuard(Name) : null;
        _shutdown = new Shutdown(this, _leases, options.ShutdownTimeout, _time, options.OwnsDataSource ? dataSource : null);
    }

    /// <summary>
    /// Raised when something failed while a connection was given back. Such an error is never thrown; it is also counted, by
    /// <c>needs.lease.return_failures</c> of the meter <c>Needs</c>. What a subscriber throws is ignored.
    /// </summary>
    public event Action<ReturnFailure>? ReturnFailed;

    /// <summary>
    /// Raised when disposal stopped waiting for leases that did not come back in time. What a subscriber throws is ignored.
    /// </summary>
    public event Action<UnreturnedLeases>? ShutdownTimedOut;

    /// <summary>The name of the database in messages and metrics; <c>default</c> unless the options named it.</summary>
    public string Name { get; }

    /// <summary>How many leases are out now, those included that still wait for their connection.</summary>
    public int LeaseCount => _leases.Count;

    /// <summary>The leases that are out now, the oldest first. A copy: it does not change.</summary>
    public IReadOnlyList<LeaseInfo> GetLeases() => _leases.Snapshot(_time);

    /// <summary>
    /// Waits until no lease is out, at most <see cref="DatabaseOptions.ShutdownTimeout"/>. Lending goes on meanwhile; for use when those
    /// who borrow have stopped and what they use is still there. Disposal waits only for what is left of that time.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait early.</param>
    /// <returns>Whether all leases came back.</returns>
    public Task<bool> DrainAsync(CancellationToken cancellationToken = default) => _shutdown.DrainAsync(cancellationToken);

    /// <summary>Opens a connection for a handler.</summary>
    /// <param name="handler">Who borrows.</param>
    /// <returns>The lease. It must be returned.</returns>
    /// <exception cref="ObjectDisposedException">The database is closed or closing.</exception>
    /// <exception cref="InvalidOperationException">
    /// <see cref="DatabaseOptions.NestedLoans"/> are refused, and this flow of control holds a connection of the database.
    /// </exception>
    /// <remarks>What the driver throws surfaces as it is; nothing is lent then.</remarks>
    public Lease Lend(HandlerDescriptor handler)
    {
        var slot = Take(handler);
        try
        {
            slot.Open(_dataSource);
            return slot.Ready();
        }
        catch
        {
            slot.Abandon();
            throw;
        }
    }

    /// <inheritdoc cref="Lend"/>
    /// <param name="handler">Who borrows.</param>
    /// <param name="cancellationToken">Stops the wait for the connection.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled before the connection was open.</exception>
    public ValueTask<Lease> LendAsync(HandlerDescriptor handler, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<Lease>(cancellationToken);
        try
        {
            return OpenAsync(Take(handler), cancellationToken);
        }
        catch (Exception error)
        {
            return ValueTask.FromException<Lease>(error);
        }
    }

    /// <summary>Opens a connection for a handler and begins a transaction on it.</summary>
    /// <param name="handler">Who borrows.</param>
    /// <param name="isolation">The isolation level; <see cref="IsolationLevel.Unspecified"/> leaves it to the driver.</param>
    /// <returns>The lease. It must be completed for the transaction to commit, and returned in any case.</returns>
    /// <exception cref="ObjectDisposedException">The database is closed or closing.</exception>
    /// <exception cref="InvalidOperationException">
    /// <see cref="DatabaseOptions.NestedLoans"/> are refused, and this flow of control holds a connection of the database.
    /// </exception>
    /// <remarks>What the driver throws surfaces as it is; nothing is lent then, and what was opened is closed.</remarks>
    public Lease LendInTransaction(HandlerDescriptor handler, IsolationLevel isolation = IsolationLevel.Unspecified)
    {
        var slot = Take(handler);
        try
        {
            slot.Open(_dataSource);
            slot.Begin(isolation);
            return slot.Ready();
        }
        catch
        {
            slot.Abandon();
            throw;
        }
    }

    /// <inheritdoc cref="LendInTransaction"/>
    /// <param name="handler">Who borrows.</param>
    /// <param name="isolation">The isolation level; <see cref="IsolationLevel.Unspecified"/> leaves it to the driver.</param>
    /// <param name="cancellationToken">Stops the wait for connection and transaction.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled before the transaction was begun.</exception>
    public ValueTask<Lease> LendInTransactionAsync(
        HandlerDescriptor handler,
        IsolationLevel isolation = IsolationLevel.Unspecified,
        CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<Lease>(cancellationToken);
        try
        {
            return OpenAndBeginAsync(Take(handler), isolation, cancellationToken);
        }
        catch (Exception error)
        {
            return ValueTask.FromException<Lease>(error);
        }
    }

    /// <summary>
    /// Stops the lending, waits for the leases that are out (at most <see cref="DatabaseOptions.ShutdownTimeout"/>), then disposes of the
    /// data source if it is owned. Leases that come back later still end well.
    /// </summary>
    public void Dispose() => _shutdown.Run();

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync() => _shutdown.RunAsync();

    /// <summary>
    /// Throws when two needs of one handler would be lent by the same database. Used by generated code: a handler that holds one
    /// connection of a pool while it waits for another can lock up the pool.
    /// </summary>
    /// <param name="first">The database of one need.</param>
    /// <param name="second">The database of another need.</param>
    /// <param name="firstName">The parameter that <paramref name="first"/> came in; supplied by the compiler.</param>
    /// <param name="secondName">The parameter that <paramref name="second"/> came in; supplied by the compiler.</param>
    /// <exception cref="ArgumentException">Both are the same database.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void ThrowIfSame(
        Database first,
        Database second,
        [CallerArgumentExpression(nameof(first))] string? firstName = null,
        [CallerArgumentExpression(nameof(second))] string? secondName = null)
    {
        if (!ReferenceEquals(first, second) || first is null) return;
        var (one, other) = (firstName?.TrimStart('@'), secondName?.TrimStart('@'));
        throw new ArgumentException(
            $"'{one}' and '{other}' are the same database, '{first.Name}'. A handler that holds one of its connections while " +
            "it waits for another can lock up the pool: pass another database, or let the handler use one connection.",
            other);
    }

    /// <summary>Stops the lending and starts the clock of the shutdown; <see cref="Dispose"/> then waits for the rest of it.</summary>
    internal void BeginShutdown() => _shutdown.Begin();

    internal void Leave(LeaseSlot slot, long version) => _guard?.Leave(slot, version);

    internal void PutBack(LeaseSlot slot) => _leases.PutBack(slot);

    internal void Report(ReturnFailure failure)
    {
        Subscribers.Tell(NeedsMetrics.Count, failure);
        ReturnFailed.Tell(failure);
    }

    internal void Report(UnreturnedLeases unreturned) => ShutdownTimedOut.Tell(unreturned);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Lease> OpenAsync(LeaseSlot slot, CancellationToken cancellationToken)
    {
        try
        {
            await slot.OpenAsync(_dataSource, cancellationToken).ConfigureAwait(false);
            return slot.Ready();
        }
        catch
        {
            await slot.AbandonAsync().ConfigureAwait(false);
            throw;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Lease> OpenAndBeginAsync(LeaseSlot slot, IsolationLevel isolation, CancellationToken cancellationToken)
    {
        try
        {
            await slot.OpenAsync(_dataSource, cancellationToken).ConfigureAwait(false);
            await slot.BeginAsync(isolation, cancellationToken).ConfigureAwait(false);
            return slot.Ready();
        }
        catch
        {
            await slot.AbandonAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Not async, and not called by async methods: only so the guard's note reaches the caller's flow.</summary>
    private LeaseSlot Take(HandlerDescriptor handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _guard?.ThrowIfHeld(handler);
        var slot = _leases.Take(handler, _time.GetTimestamp());
        _guard?.Enter(slot);
        return slot;
    }
}
