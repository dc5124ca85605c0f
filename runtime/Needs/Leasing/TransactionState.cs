using System.Data;
using System.Data.Common;

namespace Needs.Leasing;

internal static class TransactionState
{
    public static bool IsOpen(DbConnection connection) => IsOpen(connection.State);

    public static bool IsOpen(ConnectionState state) =>
        (state & (ConnectionState.Open | ConnectionState.Broken)) == ConnectionState.Open;

    /// <summary>Whether the transaction is known to be over: most drivers take its connection away then.</summary>
    public static bool HasEnded(DbTransaction transaction)
    {
        try
        {
            return transaction.Connection is null;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }

    /// <summary>
    /// Whether an <see cref="InvalidOperationException"/> of commit or rollback only says that the handler ended the transaction itself.
    /// These drivers let an ended transaction keep its connection, and throw nothing else of that type while the connection is open.
    /// </summary>
    public static bool HasEndedUnseen(DbTransaction transaction, DbConnection connection) => EndsUnseen(transaction) && IsOpen(connection);

    /// <summary>Whether its driver lets an ended transaction keep its connection, so that nothing tells that it has ended.</summary>
    public static bool EndsUnseen(DbTransaction transaction) =>
        transaction.GetType().FullName is "MySql.Data.MySqlClient.MySqlTransaction" or "Npgsql.NpgsqlTransaction";

    public static InvalidOperationException WorkIsLost(
        HandlerDescriptor handler, string database, DbConnection connection, DbTransaction transaction)
    {
        var state = (connection.State & ConnectionState.Broken) != 0 ? "broken"
            : IsOpen(connection) ? "closed and opened again"
            : "closed";
        var fate = HasEnded(transaction)
            ? "whether its transaction was committed is unknown"
            : "its transaction was not committed";
        return new InvalidOperationException(
            $"{handler.Name} returned with its connection to database '{database}' {state}, so {fate}. " +
            "Leave the connection open: the transaction is committed when the handler returns.");
    }
}
