namespace Needs.MySql.Tests.Hygiene;

/// <summary>What handlers leave behind on their sessions, and how to see it.</summary>
internal static class Leftovers
{
    private const string OpenReader = "SELECT seq FROM seq_1_to_1000";

    private static readonly string[] Statements =
    [
        "BEGIN; UPDATE account SET balance = balance + 1 WHERE id = 1",
        "SET autocommit = 0",
        "DO GET_LOCK('leftover', 0)",
        "LOCK TABLES account WRITE",
        "CREATE TEMPORARY TABLE leftover (id INT)",
        "SET @leftover = 1",
        "SET SESSION sql_mode = 'ANSI_QUOTES'",
        "SET SESSION TRANSACTION ISOLATION LEVEL SERIALIZABLE",
        "SET SESSION time_zone = '+03:00'",
        "PREPARE leftover FROM 'SELECT 1'",
        "USE mysql",
    ];

    private const string State =
        "SELECT CAST(CONCAT_WS(' ', DATABASE(), @@sql_mode, @@tx_isolation, @@autocommit, @@time_zone, @@in_transaction, COALESCE(@leftover, 0), "
        + "COALESCE(IS_USED_LOCK('leftover') = CONNECTION_ID(), 0)) AS CHAR)";

    /// <summary>Leaves one or several things, and, where it may, now and then a reader that is open.</summary>
    public static async Task<string> LeaveAsync(MySqlConnection db, int seed, bool withReaders)
    {
        var random = new Random(seed);
        var left = random.GetItems(Statements, random.Next(1, 4)).Distinct().ToList();
        if (withReaders && random.Next(4) == 0) left.Add(OpenReader);
        foreach (var statement in left)
        {
            try
            {
                if (statement == OpenReader) await new MySqlCommand(statement, db).ExecuteReaderAsync();
                else await db.ExecuteAsync(statement);
            }
            catch (MySqlException)
            {
                // One that another forbids: no matter.
            }
        }

        return string.Join(", ", left);
    }

    /// <summary>What a session is like; the same for each session that nobody left anything on.</summary>
    public static async Task<string> LookAsync(MySqlConnection db)
    {
        await using var command = new MySqlCommand(State, db);
        var state = (string)(await command.ExecuteScalarAsync())!;
        if (await SucceedsAsync(db, "SELECT COUNT(*) FROM leftover")) state += ", temporary table";
        if (await SucceedsAsync(db, "EXECUTE leftover")) state += ", prepared statement";
        if (!await SucceedsAsync(db, "SELECT COUNT(*) FROM `order`")) state += ", locked tables";
        return state;
    }

    private static async Task<bool> SucceedsAsync(MySqlConnection db, string sql)
    {
        try
        {
            await db.ReadAsync(sql);
            return true;
        }
        catch (MySqlException)
        {
            return false;
        }
    }
}
