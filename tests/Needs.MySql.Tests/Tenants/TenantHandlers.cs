using Microsoft.AspNetCore.Mvc;

namespace Needs.MySql.Tests.Tenants;

public static partial class TenantHandlers
{
    /// <summary>Says whose data it sees, after some milliseconds of work.</summary>
    [NeedsDb(WaitMilliseconds = 120_000)]
    public static async Task<string> Whose(MySqlConnection db, CancellationToken ct)
    {
        await using var command = new MySqlCommand("DO SLEEP(0.005); SELECT CONCAT(name, ' ', SUBSTRING_INDEX(CURRENT_USER(), '@', 1)) FROM own", db);
        return (string)(await command.ExecuteScalarAsync(ct.ForStatements()))!;
    }

    [NeedsDb(WaitMilliseconds = 200)]
    public static Task<long> Impatient(MySqlConnection db, CancellationToken ct) => db.ReadAsync("SELECT 7", ct.ForStatements());

    [NeedsDb]
    public static async Task<long> Fails(MySqlConnection db, [FromQuery] string what, CancellationToken ct) =>
        await db.ReadAsync(what == "sql" ? "SELECT nonsense FROM nowhere" : "SELECT 7", ct.ForStatements()) + int.Parse(what, null);
}
