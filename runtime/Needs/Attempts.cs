using System.ComponentModel;
using System.Data;
using System.Data.Common;
using System.Runtime.ExceptionServices;
using Needs.Leasing;

namespace Needs;

/// <summary>
/// The attempts of one handler: one, and those of its <see cref="NeedsDbAttribute.Retries"/>. Used by generated code: each attempt is lent a connection of its
/// own, and the next begins only when it is certain that the last one has committed nothing. Not for many threads.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Attempts
{
    private readonly Database _database;
    private readonly HandlerDescriptor _handler;
    private readonly CancellationToken _cancellationToken;
    private Lease _lease;
    private bool _mayHaveCommitted;
    private bool _isLost;

    /// <summary>Begins with the first attempt.</summary>
    /// <param name="database">Who lends.</param>
    /// <param name="handler">Who borrows, and how many times it may be run again.</param>
    /// <param name="cancellationToken">Stops the waits for connections, and further attempts.</param>
    /// <exception cref="ArgumentNullException"><paramref name="database"/> or <paramref name="handler"/> is <see langword="null"/>.</exception>
    public Attempts(Database database, HandlerDescriptor handler, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(handler);
        _database = database;
        _handler = handler;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Which attempt it is; 1 for the first.</summary>
    public int Number { get; private set; } = 1;

    /// <summary>Whether it is certain that nothing of the attempts is done, now that their connections are back.</summary>
    public bool AreUndone => !_mayHaveCommitted;

    /// <inheritdoc cref="Database.LendInTransaction"/>
    /// <param name="isolation">The isolation level; <see cref="IsolationLevel.Unspecified"/> leaves it to the driver.</param>
    public Lease LendInTransaction(IsolationLevel isolation = IsolationLevel.Unspecified) =>
        _lease = _database.Borrow(_handler, isolation, this);

    /// <inheritdoc cref="Database.LendInTransactionAsync"/>
    /// <param name="isolation">The isolation level; <see cref="IsolationLevel.Unspecified"/> leaves it to the driver.</param>
    public ValueTask<Lease> LendInTransactionAsync(IsolationLevel isolation = IsolationLevel.Unspecified) =>
        _database.BorrowAsync(_handler, isolation, this, _cancellationToken);

    /// <summary>
    /// Whether the handler can be run again after this error. Gives the connection back first, where that is not done yet: only then it is
    /// known whether the handler ended its transaction itself.
    /// </summary>
    /// <param name="error">What the attempt threw.</param>
    public bool CanRetry(Exception error)
    {
        _lease.Return();
        _database.Nodes.Notice(error);
        return Number <= _handler.Retries
            && !_mayHaveCommitted
            && !_cancellationToken.IsCancellationRequested
            && IsOfDatabase(error)
            && DatabaseError.Classify(error)
                is DatabaseErrorKind.Conflict or DatabaseErrorKind.ConnectionLost or DatabaseErrorKind.NodeNotReady or DatabaseErrorKind.Unreachable;
    }

    /// <summary>Reports the failure by <see cref="Database.Retried"/> and waits a little, so that rivals don't meet again.</summary>
    /// <param name="error">What the attempt threw.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled meanwhile.</exception>
    /// <remarks>When the database is closed meanwhile there is no next attempt: the error surfaces.</remarks>
    public void Wait(Exception error)
    {
        Task.Delay(Next(error), _database.Time, _cancellationToken).GetAwaiter().GetResult();
        if (_database.IsClosed) ExceptionDispatchInfo.Throw(error);
    }

    /// <inheritdoc cref="Wait"/>
    public async ValueTask WaitAsync(Exception error)
    {
        await Task.Delay(Next(error), _database.Time, _cancellationToken).ConfigureAwait(false);
        if (_database.IsClosed) ExceptionDispatchInfo.Throw(error);
    }

    /// <summary>The attempt is over.</summary>
    /// <param name="mayHaveCommitted">Whether its transaction is committed, or may be.</param>
    /// <param name="isLost">Whether its connection was no longer open.</param>
    internal void NoteEnd(bool mayHaveCommitted, bool isLost)
    {
        _mayHaveCommitted |= mayHaveCommitted;
        _isLost = isLost;
    }

    /// <summary>A file that can't be read, another service that is away: errors of the network come from elsewhere too.</summary>
    private bool IsOfDatabase(Exception error) => error is DbException || _isLost;

    private TimeSpan Next(Exception error)
    {
        var delay = Backoff.After(Number);
        _database.Report(new HandlerRetry(_database.Name, _handler, Number, delay, error));
        Number++;
        return delay;
    }
}
