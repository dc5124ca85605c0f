namespace Leaks;

/// <summary>What gets lost in everyday code: each method has one mistake.</summary>
public static class Orders
{
    /// <summary>NEEDS101: nothing found, nothing closed.</summary>
    public static decimal? Total(string connectionString, int order)
    {
        var db = new MySqlConnection(connectionString);
        db.Open();
        using var command = new MySqlCommand("SELECT total FROM orders WHERE id = @order", db);
        command.Parameters.AddWithValue("@order", order);
        if (command.ExecuteScalar() is not decimal total)
            return null;

        db.Close();
        return total;
    }

    /// <summary>NEEDS102: a lock wait timeout skips the last line.</summary>
    public static void Ship(string connectionString, int order)
    {
        var db = new MySqlConnection(connectionString);
        db.Open();
        using var command = new MySqlCommand("UPDATE orders SET status = 'Shipped' WHERE id = @order", db);
        command.Parameters.AddWithValue("@order", order);
        command.ExecuteNonQuery();
        db.Close();
    }

    /// <summary>NEEDS103: each shard's connection takes the place of the one before, and only the last is closed.</summary>
    public static long CountEverywhere(IEnumerable<string> shards)
    {
        MySqlConnection? db = null;
        var count = 0L;
        foreach (var shard in shards)
        {
            db = new MySqlConnection(shard);
            db.Open();
            using var command = new MySqlCommand("SELECT COUNT(*) FROM orders", db);
            count += (long)command.ExecuteScalar()!;
        }

        db?.Close();
        return count;
    }

    /// <summary>NEEDS105, which this project switches on in its .editorconfig: the command is not disposed.</summary>
    public static void Touch(MySqlConnection db)
    {
        var command = new MySqlCommand("UPDATE counters SET touched = touched + 1", db);
        command.ExecuteNonQuery();
    }
}
