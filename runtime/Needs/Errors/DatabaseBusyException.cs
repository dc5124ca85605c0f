using System.Globalization;
using System.Text;

namespace Needs;

/// <summary>
/// No connection could be lent in the time that the handler may wait. Names who holds the connections, those first that hold them longest:
/// a handler that never gives back is at the top.
/// </summary>
public sealed class DatabaseBusyException : Exception
{
    private const int Named = 5;

    internal DatabaseBusyException(
        DatabaseStatus status, HandlerDescriptor handler, BusyReason reason, TimeSpan waited, Exception? error = null)
        : base(Describe(status, handler, reason, waited), error)
    {
        Database = status.Database;
        Handler = handler;
        Reason = reason;
        Waited = waited;
        Holders = status.Holders;
    }

    /// <summary>The name of the database.</summary>
    public string Database { get; }

    /// <summary>Who asked for a connection.</summary>
    public HandlerDescriptor Handler { get; }

    /// <summary>What stood in the way.</summary>
    public BusyReason Reason { get; }

    /// <summary>How long the handler had waited.</summary>
    public TimeSpan Waited { get; }

    /// <summary>The handlers that held connections of the database at that moment, most held time first.</summary>
    public IReadOnlyList<HandlerStatus> Holders { get; }

    private static string Describe(DatabaseStatus status, HandlerDescriptor handler, BusyReason reason, TimeSpan waited)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{handler.Name} waited {Seconds(waited)} for a connection of database '{status.Database}' and got none: ");
        text.Append(reason switch
        {
            BusyReason.HandlerLimit => $"at most {handler.MaxConcurrency} of its runs may have one at once.",
            BusyReason.DatabaseLimit => $"all {status.MaxLeases} are lent.",
            BusyReason.TotalLimit when status.MaxLeases is null => "another password of its user was being tried all the time.",
            BusyReason.TotalLimit => $"all {status.MaxLeases} that the databases made by credentials may have open together are in use.",
            BusyReason.DriverPool => "the driver's pool has none left.",
            _ => "the server did not open one in that time.",
        });
        AppendHolders(text, status);
        return text.ToString();
    }

    private static void AppendHolders(StringBuilder text, DatabaseStatus status)
    {
        if (status.Holders.Count == 0)
        {
            text.Append(" No handler holds one.");
            return;
        }

        text.Append(" Held by ");
        text.AppendJoin(", ", status.Holders.Take(Named).Select(holder =>
            $"{holder.Handler.Name} ({(holder.Held == 1 ? "" : $"{holder.Held}, the oldest ")}for {Seconds(holder.LongestHeld)})"));
        if (status.Holders.Count > Named) text.Append(CultureInfo.InvariantCulture, $" and {status.Holders.Count - Named} more handlers");
        text.Append('.');
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");
}
