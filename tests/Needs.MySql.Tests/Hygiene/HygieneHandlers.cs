namespace Needs.MySql.Tests.Hygiene;

public static partial class HygieneHandlers
{
    [NeedsDb]
    public static Task<string> Leave(MySqlConnection db, int seed, bool withReaders) => Leftovers.LeaveAsync(db, seed, withReaders);

    [NeedsDb]
    public static Task<string> Look(MySqlConnection db) => Leftovers.LookAsync(db);

    [NeedsDb]
    public static Task Execute(MySqlConnection db, string sql) => db.ExecuteAsync(sql);
}
