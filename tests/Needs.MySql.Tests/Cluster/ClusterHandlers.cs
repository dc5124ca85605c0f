using System.Globalization;

namespace Needs.MySql.Tests.Cluster;

/// <summary>Orders whose ids the client chose, so that it can ask for the same one again.</summary>
public static partial class ClusterHandlers
{
    public const string NotThere = "-1";

    /// <summary>
    /// Places an order unless it is there already, enters it in the ledger, and adds it to the customer's total, which many do at once.
    /// </summary>
    [NeedsDb(Retries = 5)]
    public static async Task<string> Place(MySqlConnection db, MySqlTransaction tx, int id, int customer, int amount, CancellationToken ct)
    {
        var placed = await tx.ExecuteAsync($"INSERT IGNORE INTO `order` VALUES ({id}, {customer}, {amount})", ct);
        if (placed == 1)
        {
            await tx.ExecuteAsync($"UPDATE customer SET total = total + {amount}, orders = orders + 1 WHERE id = {customer}", ct);
            await tx.ExecuteAsync($"INSERT INTO ledger (amount) VALUES ({amount})", ct);
        }

        return id.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The amount of an order; <see cref="NotThere"/> when the node that is asked does not have it.</summary>
    [NeedsDb]
    public static async Task<string> Read(MySqlConnection db, int id, CancellationToken ct)
    {
        var amount = await db.ReadAsync($"SELECT COALESCE(SUM(amount), {NotThere}) FROM `order` WHERE id = {id}", ct);
        return amount.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Changes something, and is not run again.</summary>
    [NeedsDb]
    public static Task PlaceOnce(MySqlConnection db, MySqlTransaction tx, CancellationToken ct) =>
        tx.ExecuteAsync("UPDATE customer SET orders = orders WHERE id = 1", ct);

    /// <summary>Places an order; before it ends, something happens.</summary>
    [NeedsDb]
    public static async Task PlaceMeanwhile(MySqlConnection db, MySqlTransaction tx, int id, Func<Task> happens)
    {
        await tx.ExecuteAsync($"INSERT INTO `order` VALUES ({id}, 1, 1)");
        await happens();
        await tx.ExecuteAsync("UPDATE customer SET orders = orders WHERE id = 1");
    }
}
