using System.Data.Common;
using System.Runtime.CompilerServices;

namespace Needs.Leasing;

/// <summary>
/// Keeps handlers from nodes of a cluster that can't serve. A driver's pool does not: a node that is cut off still accepts connections and
/// answers pings, only its statements fail. Costs nothing until a server says so; then, for some time, each connection is asked before it
/// is lent. What fails before a handler runs is tried again here, and the driver goes to the next of its hosts.
/// </summary>
internal sealed class NodeGuard(TimeProvider time)
{
    /// <summary>The least that a node which can't serve refuses: it answers <c>SELECT 1</c>.</summary>
    private const string Question = "DO 1";

    private const int MaxTries = 10;
    private const int MaxTriesOutOfReach = 3;
    private const int AnswerSeconds = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>A question costs a fraction of a millisecond, a bad node a request: so rather ask for long.</summary>
    private static readonly TimeSpan QuietTime = TimeSpan.FromMinutes(1);

    private long _heardAt;

    private TimeProvider Time => time;

    /// <summary>Whether a server said within the last minute that it can't serve, so that connections are asked before they are lent.</summary>
    public bool IsSuspect => Volatile.Read(ref _heardAt) is not 0 and var heardAt && time.GetElapsedTime(heardAt) < QuietTime;

    /// <summary>Takes note of an error.</summary>
    /// <returns>Whether it says that the node can't serve.</returns>
    public bool Notice(Exception error)
    {
        if (DatabaseError.Classify(error) != DatabaseErrorKind.NodeNotReady) return false;
        Volatile.Write(ref _heardAt, time.GetTimestamp() is not 0 and var now ? now : 1);
        return true;
    }

    /// <summary>Opens a connection to a node that can serve, as far as that is known.</summary>
    public DbConnection Open(LeaseSlot slot)
    {
        var search = new Search(this, slot.OpeningSince);
        while (true)
        {
            DbConnection? connection = null;
            try
            {
                connection = slot.Connect();
                if (!IsSuspect) return connection;
                using var question = Ask(connection);
                question.ExecuteNonQuery();
                return connection;
            }
            catch (Exception error)
            {
                if (connection is not null) Retire(slot, connection);
                slot.LeavePool();
                if (!search.GoesOn(error)) throw;
            }
        }
    }

    /// <inheritdoc cref="Open"/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<DbConnection> OpenAsync(LeaseSlot slot, CancellationToken cancellationToken)
    {
        var search = new Search(this, slot.OpeningSince);
        while (true)
        {
            DbConnection? connection = null;
            try
            {
                connection = await slot.ConnectAsync(cancellationToken).ConfigureAwait(false);
                if (!IsSuspect) return connection;
                await AskAsync(connection, cancellationToken).ConfigureAwait(false);
                return connection;
            }
            catch (Exception error)
            {
                if (connection is not null) Retire(slot, connection);
                slot.LeavePool();
                if (!search.GoesOn(error)) throw;
            }
        }
    }

    /// <summary>Whether a transaction that could not begin may begin on another connection.</summary>
    public bool MayReplace(Exception error, int tries)
    {
        var isNotReady = Notice(error);
        return tries < MaxTriesOutOfReach && (isNotReady || DatabaseError.Classify(error) == DatabaseErrorKind.ConnectionLost);
    }

    /// <summary>Gives a connection back so that its session is never lent again. Nothing to wait for.</summary>
    /// <param name="slot">Who was lent it. Its key's pool, if it has one, is told when the session is over.</param>
    /// <param name="connection">Its session is on a node that can't serve, or of no use otherwise.</param>
    /// <param name="transaction">What could not be rolled back there.</param>
    public void Retire(LeaseSlot slot, DbConnection connection, DbTransaction? transaction = null)
    {
        var pool = slot.TakePool();
        var end = RetiredSession.End(connection, transaction, time);
        if (pool is not null) _ = pool.LeaveAfterAsync(end);
    }

    private static DbCommand Ask(DbConnection connection)
    {
        var command = connection.CreateCommand();
        command.CommandText = Question;
        command.CommandTimeout = AnswerSeconds;
        return command;
    }

    private static async Task AskAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var question = Ask(connection);
        await using (question.ConfigureAwait(false)) await question.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>How often, and how long, connections are tried.</summary>
    private struct Search(NodeGuard guard, long since)
    {
        private int _tries;

        public bool GoesOn(Exception error)
        {
            _tries++;
            var limit = guard.Notice(error) ? MaxTries
                : DatabaseError.Classify(error) is DatabaseErrorKind.Unreachable or DatabaseErrorKind.ConnectionLost ? MaxTriesOutOfReach
                : 0;
            return _tries < limit && guard.Time.GetElapsedTime(since) < Patience;
        }
    }
}
