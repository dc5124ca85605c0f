using System.ComponentModel;
using System.Data;
using System.Data.Common;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Needs.Leasing;
using Needs.Tenancy;

namespace Needs;

/// <summary>
/// Lends the connections of one data source to handlers. The pool is the driver's own; this class knows who holds a connection and sees
/// to it that each comes back. Safe for use by many threads.
/// </summary>
[DebuggerDisplay("{Name,nq}, leases = {LeaseCount}")]
public sealed class Database : IAsyncDisposable, IDisposable
{
    /// <summary>How long a handler waits for its turn where nothing is said: as long as MySQL drivers wait for their pool.</summary>
    private static readonly TimeSpan DefaultTurnLimit = TimeSpan.FromSeconds(15);

    private readonly DatabaseOptions _options;
    private readonly LeaseTable _leases;
    private readonly HoldWatch _holds;
    private readonly Shutdown _shutdown;
    private readonly NestingGuard? _guard;

    /// <summary>Creates a database over a driver's data source. Nothing is opened yet.</summary>
    /// <param name="dataSource">Where connections come from. Disposed of with the database, unless the options say otherwise.</param>
    /// <param name="options">Name, limits and end of the database; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentNullException"><paramref name="dataSource"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">
    /// The options have no name, no clock, a time that no timer can wait, a limit that lends nothing, or an unknown value.
    /// </exception>
    public Database(DbDataSource dataSource, DatabaseOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        options ??= new DatabaseOptions();
        options.Validate();

        _options = options.WithName(options.Name);
        Nodes = new NodeGuard(Time);
        _leases = new LeaseTable(this, options.MaxLeases, new LentSource(dataSource, options.OwnsDataSource));
        _holds = new HoldWatch(this, _leases, options.HoldWarning, Time);
        _guard = options.NestedLoans == NestedLoans.Refuse ? new NestingGuard(Name) : null;
        _shutdown = new Shutdown(this, _leases, options.ShutdownTimeout, Time);
        NeedsMetrics.Observe(this);
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

    /// <summary>
    /// Raised when a connection is held longer than <see cref="DatabaseOptions.HoldWarning"/>, once for each lease. What a subscriber throws
    /// is ignored.
    /// </summary>
    public event Action<LongHold>? HeldTooLong;

    /// <summary>
    /// Raised when a handler with <see cref="NeedsDbAttribute.Retries"/> failed and will be run again. What a subscriber throws is ignored.
    /// </summary>
    public event Action<HandlerRetry>? Retried;

    /// <summary>The name of the database in messages and metrics; <c>default</c> unless the options named it.</summary>
    public string Name => _options.Name;

    /// <summary>How many leases are out now, those included that still wait for their connection.</summary>
    public int LeaseCount => _leases.Count;

    /// <summary>The leases that are out now, the oldest first. A copy: it does not change.</summary>
    public IReadOnlyList<LeaseInfo> GetLeases() => _leases.Snapshot(Time);

    /// <summary>Who holds what, who waits, and how long that took up to now, by handler. A copy: it does not change.</summary>
    public DatabaseStatus GetStatus() => _leases.Status(Time, Nodes.IsSuspect);

    /// <summary>
    /// Lends from another data source from now on: one with new credentials, say. The former one is disposed of, if it is owned, when its
    /// last connection is back.
    /// </summary>
    /// <param name="dataSource">Where connections come from.</param>
    /// <param name="ownsDataSource">Whether it is disposed of with the database, or when it is replaced itself.</param>
    /// <exception cref="ArgumentNullException"><paramref name="dataSource"/> is <see langword="null"/>.</exception>
    /// <exception cref="ObjectDisposedException">The database is closed or closing.</exception>
    public void UseDataSource(DbDataSource dataSource, bool ownsDataSource = true)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        DisposeOf(_leases.Replace(new LentSource(dataSource, ownsDataSource)));
    }

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
    /// <exception cref="DatabaseBusyException">There was no connection in the time that the handler may wait; it names who holds them.</exception>
    /// <exception cref="InvalidOperationException">
    /// <see cref="DatabaseOptions.NestedLoans"/> are refused, and this flow of control holds a connection of the database.
    /// </exception>
    /// <remarks>What else the driver throws surfaces as it is; nothing is lent then.</remarks>
    public Lease Lend(HandlerDescriptor handler) => Borrow(handler, isolation: null, attempts: null);

    /// <inheritdoc cref="Lend"/>
    /// <param name="handler">Who borrows.</param>
    /// <param name="cancellationToken">Stops the wait for the connection.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled before the connection was open.</exception>
    public ValueTask<Lease> LendAsync(HandlerDescriptor handler, CancellationToken cancellationToken = default) =>
        BorrowAsync(handler, isolation: null, attempts: null, cancellationToken);

    /// <summary>Opens a connection for a handler and begins a transaction on it.</summary>
    /// <param name="handler">Who borrows.</param>
    /// <param name="isolation">The isolation level; <see cref="IsolationLevel.Unspecified"/> leaves it to the driver.</param>
    /// <returns>The lease. It must be completed for the transaction to commit, and returned in any case.</returns>
    /// <exception cref="ObjectDisposedException">The database is closed or closing.</exception>
    /// <exception cref="DatabaseBusyException">There was no connection in the time that the handler may wait; it names who holds them.</exception>
    /// <exception cref="InvalidOperationException">
    /// <see cref="DatabaseOptions.NestedLoans"/> are refused, and this flow of control holds a connection of the database.
    /// </exception>
    /// <remarks>What else the driver throws surfaces as it is; nothing is lent then, and what was opened is closed.</remarks>
    public Lease LendInTransaction(HandlerDescriptor handler, IsolationLevel isolation = IsolationLevel.Unspecified) =>
        Borrow(handler, isolation, attempts: null);

    /// <inheritdoc cref="LendInTransaction"/>
    /// <param name="handler">Who borrows.</param>
    /// <param name="isolation">The isolation level; <see cref="IsolationLevel.Unspecified"/> leaves it to the driver.</param>
    /// <param name="cancellationToken">Stops the wait for connection and transaction.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled before the transaction was begun.</exception>
    public ValueTask<Lease> LendInTransactionAsync(
        HandlerDescriptor handler,
        IsolationLevel isolation = IsolationLevel.Unspecified,
        CancellationToken cancellationToken = default) =>
        BorrowAsync(handler, isolation, attempts: null, cancellationToken);

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

    internal TimeProvider Time => _options.TimeProvider;

    internal TimeSpan HoldWarning => _options.HoldWarning;

    internal NodeGuard Nodes { get; }

    internal int? MaxLeases => _options.MaxLeases;

    internal bool IsClosed => _leases.IsClosed;

    /// <param name="handler">Who borrows.</param>
    /// <param name="isolation">The level of the transaction; <see langword="null"/> for none.</param>
    /// <param name="attempts">What is told how it ends; <see langword="null"/> for nothing.</param>
    internal Lease Borrow(HandlerDescriptor handler, IsolationLevel? isolation, Attempts? attempts)
    {
        var slot = Take(handler, attempts);
        try
        {
            slot.WaitForTurn();
            slot.Connection = slot.Open();
            if (isolation is { } level) slot.Begin(level);
            return slot.Ready();
        }
        catch (Exception error)
        {
            var refusal = Refusal(slot, error);
            slot.Abandon();
            if (refusal is not null) throw refusal;
            throw;
        }
    }

    /// <inheritdoc cref="Borrow"/>
    internal ValueTask<Lease> BorrowAsync(
        HandlerDescriptor handler, IsolationLevel? isolation, Attempts? attempts, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<Lease>(cancellationToken);
        try
        {
            return OpenAsync(Take(handler, attempts), isolation, cancellationToken);
        }
        catch (Exception error)
        {
            return ValueTask.FromException<Lease>(error);
        }
    }

    /// <summary>How long a handler waits for its turn.</summary>
    internal TimeSpan TurnLimit(HandlerDescriptor handler) => WaitLimit(handler) ?? DefaultTurnLimit;

    /// <summary>How long a handler waits for its connection, its turn included; <see langword="null"/>: as long as the driver waits.</summary>
    internal TimeSpan? OpenLimit(HandlerDescriptor handler) =>
        WaitLimit(handler) is { } limit && limit != Timeout.InfiniteTimeSpan ? limit : null;

    /// <summary>How to undo what was left on the session of a connection; <see langword="null"/>: it is left to the driver.</summary>
    internal Func<DbConnection, CancellationToken, ValueTask>? FindReset(LentSource source, DbConnection connection) => _options switch
    {
        { SessionReset: SessionReset.ByDriver } => null,
        { ResetConnection: { } own } => own,
        { SessionReset: SessionReset.AtReturn } when IsAwaited(source, connection) => null,
        _ => SessionResets.Find(connection, _options.SessionReset),
    };

    internal void Leave(LeaseSlot slot, long version) => _guard?.Leave(slot, version);

    /// <summary>The loan is over for its handler.</summary>
    internal void Release(LeaseSlot slot) => _leases.Release(slot, Record(slot));

    /// <summary>The connection is back in the driver's pool.</summary>
    internal void Recycle(LeaseSlot slot)
    {
        slot.LeavePool();
        DisposeOf(_leases.Recycle(slot));
    }

    /// <summary>Both at once: the loan is over, and the connection is back.</summary>
    internal void ReleaseAndRecycle(LeaseSlot slot)
    {
        var loan = Record(slot);
        slot.LeavePool();
        DisposeOf(_leases.ReleaseAndRecycle(slot, loan));
    }

    internal void Report(ReturnFailure failure)
    {
        Subscribers.Tell(NeedsMetrics.Count, failure);
        ReturnFailed.Tell(failure);
    }

    internal void Report(UnreturnedLeases unreturned) => ShutdownTimedOut.Tell(unreturned);

    internal void Report(LongHold hold) => HeldTooLong.Tell(hold);

    internal void Report(HandlerRetry retry)
    {
        _leases.CountRetry(retry.Handler);
        Subscribers.Tell(NeedsMetrics.Count, retry);
        Retried.Tell(retry);
    }

    internal void EndObservation()
    {
        _holds.Dispose();
        NeedsMetrics.Forget(this);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Lease> OpenAsync(LeaseSlot slot, IsolationLevel? isolation, CancellationToken cancellationToken)
    {
        try
        {
            await slot.WaitForTurnAsync(cancellationToken).ConfigureAwait(false);
            slot.Connection = await slot.OpenAsync(cancellationToken).ConfigureAwait(false);
            if (isolation is { } level) await slot.BeginAsync(level, cancellationToken).ConfigureAwait(false);
            return slot.Ready();
        }
        catch (Exception error)
        {
            var refusal = Refusal(slot, error);
            await slot.AbandonAsync().ConfigureAwait(false);
            if (refusal is not null) throw refusal;
            throw;
        }
    }

    /// <summary>Not async, and not called by async methods: only so the guard's note reaches the caller's flow.</summary>
    private LeaseSlot Take(HandlerDescriptor handler, Attempts? attempts)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _guard?.ThrowIfHeld(handler);
        var slot = _leases.Take(handler, Time.GetTimestamp(), attempts);
        _holds.Lent();
        _guard?.Enter(slot);
        return slot;
    }

    /// <returns>What the loan took; <see langword="null"/> when it never reached its handler.</returns>
    private EndedLoan? Record(LeaseSlot slot)
    {
        if (slot.IsWaiting) return null;
        var loan = new EndedLoan(Time.GetElapsedTime(slot.Since, slot.ReadyAt), Time.GetElapsedTime(slot.ReadyAt));
        NeedsMetrics.Record(Name, slot.Handler.Name, loan);
        return loan;
    }

    /// <summary>
    /// Whether the connection will not be idle: the driver's pool is exhausted, and gives it at once to a loan that waits, after its own reset.
    /// </summary>
    private bool IsAwaited(LentSource source, DbConnection connection) =>
        source.PoolSizeWhereSessionsAreReset(connection) is { } connections && _leases.IsShortOf(connections);

    private TimeSpan? WaitLimit(HandlerDescriptor handler) =>
        handler.WaitMilliseconds > 0 ? TimeSpan.FromMilliseconds(handler.WaitMilliseconds) : _options.WaitLimit;

    /// <summary>What to throw in place of an error that only says that there was no connection in time; <see langword="null"/>: the error.</summary>
    private DatabaseBusyException? Refusal(LeaseSlot slot, Exception error)
    {
        var isOurs = error is TimeoutException && slot.Connection is null;
        BusyReason? reason =
            slot.Stage == LeaseStage.AtHandlerLimit && isOurs ? BusyReason.HandlerLimit
            : slot.Stage == LeaseStage.AtDatabaseLimit && isOurs ? BusyReason.DatabaseLimit
            : slot.Stage == LeaseStage.AtTotalLimit && isOurs ? BusyReason.TotalLimit
            : DatabaseError.Classify(error) == DatabaseErrorKind.PoolExhausted ? BusyReason.DriverPool
            : isOurs ? BusyReason.WaitLimit
            : null;
        if (reason is not { } why)
        {
            UndoneWork.Note(slot.Handler, error);
            return null;
        }

        _leases.CountRefusal(slot);
        var status = why == BusyReason.TotalLimit ? ((TenantSource)slot.Source.DataSource).GetTotalStatus() : GetStatus();
        var refusal = new DatabaseBusyException(status, slot.Handler, why, Time.GetElapsedTime(slot.Since), error);
        Subscribers.Tell(NeedsMetrics.Count, refusal);
        UndoneWork.Note(slot.Handler, refusal);
        return refusal;
    }

    private static void DisposeOf(DbDataSource? replaced)
    {
        if (replaced is not null) _ = DisposeLaterAsync(replaced);
    }

    /// <summary>Nobody waits for it, and nobody is there to be told of an error: its connections are all back.</summary>
    private static Task DisposeLaterAsync(DbDataSource replaced) => Task.Run(async () => await replaced.DisposeAsync().ConfigureAwait(false));
}
