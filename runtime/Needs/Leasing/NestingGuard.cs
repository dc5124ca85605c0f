namespace Needs.Leasing;

/// <summary>
/// Knows what a flow of control holds of one database, and refuses it more. The flow is that of the execution context: what a handler
/// awaits or starts is part of it, what runs beside it is not.
/// </summary>
internal sealed class NestingGuard(string database)
{
    private readonly AsyncLocal<Loan?> _held = new();

    /// <exception cref="InvalidOperationException">This flow holds a connection of the database.</exception>
    public void ThrowIfHeld(HandlerDescriptor handler)
    {
        if (_held.Value is { IsHeld: true } loan) throw Nested(loan.Handler, handler);
    }

    /// <summary>
    /// Notes that this flow borrows. Not to be called by an async method: what is noted there is forgotten when the method returns.
    /// </summary>
    public void Enter(LeaseSlot slot) => _held.Value = new Loan(slot, slot.Version, slot.Handler);

    /// <summary>
    /// Forgets the loan where it was noted. Elsewhere, in a flow that this one started, say, its note stays, and tells by itself that the
    /// loan is over.
    /// </summary>
    public void Leave(LeaseSlot slot, long version)
    {
        if (_held.Value is { } loan && loan.Slot == slot && loan.Version == version) _held.Value = null;
    }

    private InvalidOperationException Nested(HandlerDescriptor holder, HandlerDescriptor borrower) => new(
        $"'{holder.Name}' holds a connection of database '{database}', and '{borrower.Name}', called meanwhile, borrows another one: when " +
        "as many such calls meet as the pool has connections, each waits for another that none gives back. Pass the connection on to " +
        $"'{borrower.Name}', or give it back first (NEEDS206).");

    private sealed record Loan(LeaseSlot Slot, long Version, HandlerDescriptor Handler)
    {
        public bool IsHeld => Slot.IsHeld(Version);
    }
}
