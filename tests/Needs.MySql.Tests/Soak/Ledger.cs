namespace Needs.MySql.Tests.Soak;

/// <summary>Compares what the clients were told with what the server has.</summary>
internal sealed class Ledger
{
    private Ledger()
    {
    }

    /// <summary>Told that it is done, and not there.</summary>
    public List<long> Lost { get; } = [];

    /// <summary>There twice.</summary>
    public List<long> Doubled { get; } = [];

    /// <summary>Told that nothing is done, and there.</summary>
    public List<long> Undead { get; } = [];

    /// <summary>An order without some of its lines, or lines without their order.</summary>
    public List<long> Halves { get; } = [];

    /// <summary>Accounts whose balance is not what their transfers make it.</summary>
    public List<int> WrongAccounts { get; } = [];

    public int Committed { get; private set; }

    public int Undone { get; private set; }

    public int UnknownDone { get; private set; }

    public int UnknownNotDone { get; private set; }

    public bool IsRight => Lost.Count + Doubled.Count + Undead.Count + Halves.Count + WrongAccounts.Count == 0;

    public static async Task<Ledger> CompareAsync(TestDatabase data, IReadOnlyList<SoakClient> clients)
    {
        await using var connection = new MySqlConnection(data.ConnectionString);
        await connection.OpenAsync();
        var ledger = new Ledger();
        var there = await ledger.ReadIdsAsync(connection);
        foreach (var (id, outcome) in clients.SelectMany(client => client.Outcomes)) ledger.Enter(id, outcome, there.Contains(id));
        await foreach (var (id, _) in ReadAsync(connection, $"""
            SELECT id, SUM(n) FROM (SELECT id, {SoakHandlers.Lines} AS n FROM `order` UNION ALL SELECT id, -1 FROM order_line) AS parts GROUP BY id HAVING SUM(n) <> 0
            """)) ledger.Halves.Add(id);
        await foreach (var (id, _) in ReadAsync(connection, $"""
            SELECT id, 0 FROM account WHERE balance <> {SoakApplication.Balance}
                + (SELECT COALESCE(SUM(amount), 0) FROM transfer WHERE creditor = account.id) - (SELECT COALESCE(SUM(amount), 0) FROM transfer WHERE debtor = account.id)
            """)) ledger.WrongAccounts.Add((int)id);
        return ledger;
    }

    public override string ToString() => $"""
        done {Committed}, not done {Undone}, unknown {UnknownDone + UnknownNotDone} (of these done {UnknownDone})
        lost {Of(Lost)}, doubled {Of(Doubled)}, done though told otherwise {Of(Undead)}, half done {Of(Halves)}, wrong accounts {WrongAccounts.Count}
        """;

    private static string Of(List<long> ids) => ids.Count == 0 ? "0" : $"{ids.Count} ({string.Join(", ", ids.Take(5))})";

    private async Task<HashSet<long>> ReadIdsAsync(MySqlConnection connection)
    {
        var there = new HashSet<long>();
        await foreach (var (id, count) in ReadAsync(connection, "SELECT id, COUNT(*) FROM (SELECT id FROM `order` UNION ALL SELECT id FROM transfer) AS done GROUP BY id"))
        {
            there.Add(id);
            if (count > 1) Doubled.Add(id);
        }

        return there;
    }

    private void Enter(long id, Outcome outcome, bool isThere)
    {
        switch (outcome)
        {
            case Outcome.Committed:
                Committed++;
                if (!isThere) Lost.Add(id);
                break;
            case Outcome.Undone:
                Undone++;
                if (isThere) Undead.Add(id);
                break;
            default:
                if (isThere) UnknownDone++;
                else UnknownNotDone++;
                break;
        }
    }

    private static async IAsyncEnumerable<(long Id, long Value)> ReadAsync(MySqlConnection connection, string sql)
    {
        await using var command = new MySqlCommand(sql, connection) { CommandTimeout = 600 };
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) yield return (reader.GetInt64(0), reader.GetInt64(1));
    }
}
