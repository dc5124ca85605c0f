namespace Needs;

/// <summary>
/// Something that failed while a connection was given back. It is reported and not thrown: the handler's work is done or has failed with
/// an error of its own, and the lease has ended all the same.
/// </summary>
public sealed class ReturnFailure
{
    internal ReturnFailure(string database, HandlerDescriptor handler, ReturnStep step, Exception exception)
    {
        Database = database;
        Handler = handler;
        Step = step;
        Exception = exception;
    }

    /// <summary>The name of the database that the connection belongs to.</summary>
    public string Database { get; }

    /// <summary>The handler whose connection it was.</summary>
    public HandlerDescriptor Handler { get; }

    /// <summary>What was being done.</summary>
    public ReturnStep Step { get; }

    /// <summary>What the driver threw.</summary>
    public Exception Exception { get; }

    /// <summary>Returns a sentence for a log.</summary>
    public override string ToString() =>
        $"{Handler.Name}, database '{Database}': {Step} failed while its connection was given back: {Exception.Message}";
}
