using System.Data.Common;

namespace Storefront.Data;

/// <summary>Numbers without gaps: a counter's row stays locked until the transaction ends, and goes back with it.</summary>
internal static class Counters
{
    public static async Task<int> Next(DbConnection db, DbTransaction tx, string name, CancellationToken ct)
    {
        await db.Command("UPDATE counters SET value = value + 1 WHERE name = @name", ("@name", name)).In(tx).RunAsync(ct);
        return (int)(await db.Command("SELECT value FROM counters WHERE name = @name", ("@name", name)).In(tx).NumberAsync(ct))!;
    }
}
