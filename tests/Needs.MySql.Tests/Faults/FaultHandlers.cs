using System.Runtime.CompilerServices;

namespace Needs.MySql.Tests.Faults;

/// <summary>Handlers that add 1 to the first account, then read both. One run at a time: a place that a fault took for good would be missed.</summary>
public static partial class FaultHandlers
{
    private const string Add1 = "UPDATE account SET balance = balance + 1 WHERE id = 1";
    private const string ReadAll = "SELECT balance FROM account ORDER BY id";

    [NeedsDb(MaxConcurrency = 1)]
    public static Task<int> Add(MySqlConnection db, CancellationToken ct = default) => AddAsync(db, null, ct);

    [NeedsDb(MaxConcurrency = 1)]
    public static Task<int> AddInTransaction(MySqlConnection db, MySqlTransaction tx, CancellationToken ct = default) => AddAsync(db, tx, ct);

    [NeedsDb(Retries = 3, MaxConcurrency = 1)]
    public static Task<int> AddWithRetries(MySqlConnection db, MySqlTransaction tx, CancellationToken ct = default) => AddAsync(db, tx, ct);

    [NeedsDb(Retries = 3, MaxConcurrency = 1)]
    public static int AddNowWithRetries(MySqlConnection db, MySqlTransaction tx) => AddBlocking(db, tx);

    [NeedsDb(MaxConcurrency = 1)]
    public static async Task<int> AddAndThrow(MySqlConnection db, MySqlTransaction tx, Exception error, CancellationToken ct = default)
    {
        await AddAsync(db, tx, ct);
        throw error;
    }

    [NeedsDb(MaxConcurrency = 1)]
    public static int AddNow(MySqlConnection db) => AddBlocking(db, null);

    [NeedsDb(MaxConcurrency = 1)]
    public static int AddNowInTransaction(MySqlConnection db, MySqlTransaction tx) => AddBlocking(db, tx);

    [NeedsDb(MaxConcurrency = 1)]
    public static int AddNowAndThrow(MySqlConnection db, MySqlTransaction tx, Exception error)
    {
        AddBlocking(db, tx);
        throw error;
    }

    [NeedsDb(MaxConcurrency = 1)]
    public static async IAsyncEnumerable<int> Stream(MySqlConnection db, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await using var command = new MySqlCommand(ReadAll, db);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) yield return reader.GetInt32(0);
    }

    [NeedsDb(MaxConcurrency = 1)]
    public static IEnumerable<int> StreamNow(MySqlConnection db)
    {
        using var command = new MySqlCommand(ReadAll, db);
        using var reader = command.ExecuteReader();
        while (reader.Read()) yield return reader.GetInt32(0);
    }

    private static async Task<int> AddAsync(MySqlConnection db, MySqlTransaction? tx, CancellationToken ct)
    {
        await using (var add = new MySqlCommand(Add1, db, tx)) await add.ExecuteNonQueryAsync(ct);
        await using var read = new MySqlCommand(ReadAll, db, tx);
        await using var reader = await read.ExecuteReaderAsync(ct);
        var sum = 0;
        while (await reader.ReadAsync(ct)) sum += reader.GetInt32(0);
        return sum;
    }

    private static int AddBlocking(MySqlConnection db, MySqlTransaction? tx)
    {
        using (var add = new MySqlCommand(Add1, db, tx)) add.ExecuteNonQuery();
        using var read = new MySqlCommand(ReadAll, db, tx);
        using var reader = read.ExecuteReader();
        var sum = 0;
        while (reader.Read()) sum += reader.GetInt32(0);
        return sum;
    }
}
