using Needs.Testing.Faults;

namespace Needs.MySql.Tests.Faults;

internal static class Ways
{
    /// <summary>What the handlers throw that are there to throw.</summary>
    public static readonly InvalidTimeZoneException Thrown = new("planned");

    public static Task CallAsync(this Way way, Database db, CancellationToken ct = default) => way switch
    {
        Way.Async => FaultHandlers.Add(db, ct),
        Way.Sync => Task.Run(() => FaultHandlers.AddNow(db), CancellationToken.None),
        Way.AsyncInTransaction => FaultHandlers.AddInTransaction(db, ct),
        Way.SyncInTransaction => Task.Run(() => FaultHandlers.AddNowInTransaction(db), CancellationToken.None),
        Way.AsyncRetried => FaultHandlers.AddWithRetries(db, ct),
        Way.SyncRetried => Task.Run(() => FaultHandlers.AddNowWithRetries(db), CancellationToken.None),
        Way.AsyncThrowing => FaultHandlers.AddAndThrow(db, Thrown, ct),
        Way.SyncThrowing => Task.Run(() => FaultHandlers.AddNowAndThrow(db, Thrown), CancellationToken.None),
        Way.AsyncStream => EnumerateAsync(FaultHandlers.Stream(db, ct)),
        _ => Task.Run(() => FaultHandlers.StreamNow(db).Sum(), CancellationToken.None),
    };

    public static bool IsTransaction(this Way way) => way is >= Way.AsyncInTransaction and <= Way.SyncThrowing;

    public static bool IsRetried(this Way way) => way is Way.AsyncRetried or Way.SyncRetried;

    public static bool IsThrowing(this Way way) => way is Way.AsyncThrowing or Way.SyncThrowing;

    public static bool IsStream(this Way way) => way is Way.AsyncStream or Way.SyncStream;

    /// <summary>The steps of the protocol that such a call goes through, with either driver.</summary>
    public static IEnumerable<MySqlStep> Steps(this Way way) =>
    [
        MySqlStep.Greeting, MySqlStep.Login, MySqlStep.LoginAnswer, MySqlStep.Check, MySqlStep.CheckAnswer,
        .. way.IsTransaction() ? [MySqlStep.Begin, MySqlStep.BeginAnswer] : Array.Empty<MySqlStep>(),
        MySqlStep.Command, MySqlStep.AnswerHeader, MySqlStep.Columns, MySqlStep.Row, MySqlStep.RowsEnd,
        .. way.IsThrowing() ? [MySqlStep.Rollback, MySqlStep.RollbackAnswer] : way.IsTransaction() ? [MySqlStep.Commit, MySqlStep.CommitAnswer] : Array.Empty<MySqlStep>(),
    ];

    private static async Task EnumerateAsync(IAsyncEnumerable<int> rows)
    {
        await foreach (var row in rows) Assert.True(row > 0);
    }
}
