using System.Data.Common;
using static Needs.Leasing.TransactionState;

namespace Needs.Leasing;

/// <summary>
/// The end of a session on a cluster's node that can't serve. Such a node refuses ROLLBACK, resets and KILL, and what is open in the session
/// stays open: once the node is back, the next BEGIN on it would commit work that was done again elsewhere. It does not refuse to end a
/// session that is idle for a second, and what was open is rolled back then.
/// </summary>
internal static class RetiredSession
{
    private const string EndWhenIdle = "SET SESSION wait_timeout = 1";
    private const string Question = "SELECT 1";
    private const int MaxQuestions = 10;
    private static readonly TimeSpan LongerThanIdle = TimeSpan.FromSeconds(1.5);

    /// <summary>Gives a connection back once the driver knows that its session is over. Never throws; the caller need not wait.</summary>
    public static Task End(DbConnection connection, DbTransaction? transaction, TimeProvider time)
    {
        if (IsOpen(connection)) return Task.Run(() => EndAsync(connection, transaction, time));
        Dispose(connection);
        return Task.CompletedTask;
    }

    private static async Task EndAsync(DbConnection connection, DbTransaction? transaction, TimeProvider time)
    {
        try
        {
            await ExecuteAsync(EndWhenIdle).ConfigureAwait(false);
            for (var questions = 0; questions < MaxQuestions && IsOpen(connection); questions++)
            {
                await Task.Delay(LongerThanIdle, time).ConfigureAwait(false);
                await ExecuteAsync(Question).ConfigureAwait(false);
            }
        }
        catch (Exception)
        {
            // It is over, or there was nothing to end.
        }

        Dispose(connection);

        async Task ExecuteAsync(string sql)
        {
            var command = connection.CreateCommand();
            await using (command.ConfigureAwait(false))
            {
                command.Transaction = transaction is null || HasEnded(transaction) ? null : transaction;
                command.CommandText = sql;
                await command.ExecuteNonQueryAsync().ConfigureAwait(false);
            }
        }
    }

    private static void Dispose(DbConnection connection)
    {
        try
        {
            connection.Dispose();
        }
        catch (Exception)
        {
            // Nobody uses it any more.
        }
    }
}
