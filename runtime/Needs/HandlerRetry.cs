using System.Globalization;

namespace Needs;

/// <summary>A handler whose transaction failed and that will be run again.</summary>
public sealed class HandlerRetry
{
    internal HandlerRetry(string database, HandlerDescriptor handler, int attempt, TimeSpan delay, Exception exception)
    {
        Database = database;
        Handler = handler;
        Attempt = attempt;
        Delay = delay;
        Exception = exception;
    }

    /// <summary>The name of the database.</summary>
    public string Database { get; }

    /// <summary>The handler.</summary>
    public HandlerDescriptor Handler { get; }

    /// <summary>Which attempt failed; 1 is the first.</summary>
    public int Attempt { get; }

    /// <summary>How long it waits before the next.</summary>
    public TimeSpan Delay { get; }

    /// <summary>Why it failed.</summary>
    public Exception Exception { get; }

    /// <summary>Returns a sentence for a log.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Handler.Name}, database '{Database}': attempt {Attempt} failed and is repeated in {Delay.TotalMilliseconds:0} ms: {Exception.Message}");
}
