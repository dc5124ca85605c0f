using System.Data;
using System.Data.Common;

namespace Needs.Leasing;

internal static class TransactionState
{
    public static bool IsOpen(DbConnection connection) =>
        (connection.State & (ConnectionState.Open | ConnectionState.Broken)) == ConnectionState.Open;

    /// <summary>
    /// Whether an <see cref="InvalidOperationException"/> of commit or rollback only says that the handler ended its transaction itself.
    /// Other drivers clear <see cref="DbTransaction.Connection"/> at the end; MySql.Data keeps it and complains.
    /// </summary>
    public static bool EndedUnseen(DbTransaction transaction, DbConnection connection) =>
        transaction.GetType().FullName == "MySql.Data.MySqlClient.MySqlTransaction" && IsOpen(connection);

    public static InvalidOperationException WorkIsLost(
        HandlerDescriptor handler, string database, DbConnection connection, DbTransaction transaction)
    {
        var state = (connection.State & ConnectionState.Broken) != 0 ? "broken" : "closed";
        var fate = transaction.Connection is null
            ? "whether its transaction was committed is unknown"
            : "its transaction was not committed";
        return new InvalidOperationException(
            $"{handler.Name} returned with its connection to database '{database}' {state}, so {fate}. " +
            "Leave the connection open: the transaction is committed when the handler returns.");
    }
}
