using System.Data;
using Needs.Leasing;

namespace Needs;

/// <summary>
/// One handler's loan of a connection. Made by <see cref="Database"/>, used by generated code. Copies are the same loan: returning it
/// twice is harmless, using it after its return throws.
/// </summary>
public readonly struct Lease : IDisposable, IAsyncDisposable
{
    private readonly LeaseSlot? _slot;
    private readonly HandlerDescriptor? _handler;
    private readonly long _version;

    internal Lease(LeaseSlot slot, long version, HandlerDescriptor handler)
    {
        _slot = slot;
        _version = version;
        _handler = handler;
    }

    /// <summary>The lent connection.</summary>
    /// <typeparam name="TConnection">The type that the handler declared.</typeparam>
    /// <exception cref="InvalidOperationException">The data source makes connections of another type.</exception>
    /// <exception cref="ObjectDisposedException">The lease was returned.</exception>
    public TConnection Connection<TConnection>()
        where TConnection : class, IDbConnection
    {
        var connection = _slot?.ConnectionOf(_version) ?? throw Returned();
        return connection as TConnection ?? throw WrongType("connection", typeof(TConnection), connection);
    }

    /// <summary>The transaction that was begun on the connection.</summary>
    /// <typeparam name="TTransaction">The type that the handler declared.</typeparam>
    /// <exception cref="InvalidOperationException">There is no transaction, or the driver makes transactions of another type.</exception>
    /// <exception cref="ObjectDisposedException">The lease was returned.</exception>
    public TTransaction Transaction<TTransaction>()
        where TTransaction : class, IDbTransaction
    {
        var slot = Live();
        var transaction = slot.TransactionOf(_version) ?? throw new InvalidOperationException(
            $"{_handler!.Name} was lent its connection to database '{slot.DatabaseName}' without a transaction.");
        return transaction as TTransaction ?? throw WrongType("transaction", typeof(TTransaction), transaction);
    }

    /// <summary>
    /// Commits the transaction. Does nothing when there is none, or when the handler ended it itself. What is not completed is rolled
    /// back at the return.
    /// </summary>
    /// <exception cref="InvalidOperationException">The connection is closed or broken: the work is lost or in doubt.</exception>
    /// <exception cref="ObjectDisposedException">The lease was returned.</exception>
    public void Complete() => Live().Complete(_version);

    /// <inheritdoc cref="Complete"/>
    /// <remarks>It takes no token on purpose: a handler that has done its work commits, whoever has gone meanwhile.</remarks>
    public ValueTask CompleteAsync() => Live().CompleteAsync(_version);

    /// <summary>
    /// Gives the connection back: rolls back what was not completed and disposes of transaction and connection. Never throws; what fails
    /// is reported by <see cref="Database.ReturnFailed"/>. Does nothing when the lease was returned before.
    /// </summary>
    public void Return() => _slot?.Return(_version);

    /// <inheritdoc cref="Return"/>
    public ValueTask ReturnAsync() => _slot is null ? ValueTask.CompletedTask : _slot.ReturnAsync(_version);

    /// <summary>The same as <see cref="Return"/>.</summary>
    public void Dispose() => Return();

    /// <summary>The same as <see cref="ReturnAsync"/>.</summary>
    public ValueTask DisposeAsync() => ReturnAsync();

    private LeaseSlot Live() => _slot?.ConnectionOf(_version) is null ? throw Returned() : _slot;

    private ObjectDisposedException Returned() => new(
        nameof(Lease),
        _handler is null
            ? "This lease was not made by a Database: it has no connection."
            : $"{_handler.Name} has given its connection back: it can't be used any more.");

    private InvalidOperationException WrongType(string what, Type wanted, object actual) => new(
        $"{_handler!.Name} needs a {what} of type {wanted}, but database '{_slot!.DatabaseName}' lends a {actual.GetType()}. " +
        "Declare that type in the handler, or give the database a data source of the other driver.");
}
