namespace Needs.MySql.Tests.Hostile;

public static partial class HostileHandlers
{
    [NeedsDb]
    public static Task<long> Ping(MySqlConnection db, CancellationToken ct) => db.ReadAsync("SELECT 1", ct);

    /// <summary>Adds to an account and takes its time.</summary>
    [NeedsDb]
    public static async Task<string> Work(MySqlConnection db, MySqlTransaction tx, int id, double seconds, CancellationToken ct)
    {
        await tx.ExecuteAsync($"UPDATE account SET balance = balance + 1 WHERE id = {id}", ct.ForStatements());
        await tx.ExecuteAsync(FormattableString.Invariant($"DO SLEEP({seconds})"), ct.ForStatements());
        ct.ThrowIfCancellationRequested();
        return "done";
    }
}
