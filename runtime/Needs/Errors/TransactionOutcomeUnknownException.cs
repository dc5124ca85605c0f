namespace Needs;

/// <summary>
/// COMMIT was sent and no answer came: the work is done, all of it, or nothing of it is. It is not run again, since it might be done twice.
/// Look whether it is there (by an id that the client chose, say) before it is asked for again.
/// </summary>
public sealed class TransactionOutcomeUnknownException : Exception
{
    internal TransactionOutcomeUnknownException(string handler, string database, Exception error)
        : base(
            $"{handler}: the commit of its transaction in database '{database}' was sent, but its answer never came, so whether the work is " +
            $"done is unknown. It was not tried again. The driver says: {error.Message}",
            error)
    {
        Handler = handler;
        Database = database;
    }

    /// <summary>The full name of the handler whose work it is.</summary>
    public string Handler { get; }

    /// <summary>The name of the database.</summary>
    public string Database { get; }
}
