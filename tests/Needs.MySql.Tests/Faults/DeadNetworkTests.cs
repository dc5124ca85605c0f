using System.Data;
using Needs.Testing.Faults;

namespace Needs.MySql.Tests.Faults;

/// <summary>A cursor whose network dies while it is read: no Cancel helps then, only the driver's timeouts.</summary>
[Collection(FaultsCollection.Name)]
public class DeadNetworkTests
{
    private const string Many =
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) SELECT a.i, REPEAT('x', 200) FROM n a, n b, n c";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cursor_EndsAllTheSame(bool byToken)
    {
        using var unobserved = new UnobservedExceptions();
        await using var db = await ProxiedDatabase.CreateAsync(isImpatient: true);
        using var stop = new CancellationTokenSource();
        MySqlConnection connection;
        Exception? error;
        FaultPlan? death = null;
        do
        {
            // On a busy machine one that waits so briefly may end before the network dies, or before the token is cancelled.
            db.Proxy.Heal();
            connection = new MySqlConnection(db.ConnectionString);
            error = await Record.ExceptionAsync(() => Task.Run(ReadAsync).WaitAsync(TimeSpan.FromMinutes(1)));
        }
        while (error is not TimeoutException && (death is null || byToken && !stop.IsCancellationRequested));

        if (byToken) Assert.IsAssignableFrom<OperationCanceledException>(error);
        else Assert.Null(error);
        Assert.NotEqual(ConnectionState.Open, connection.State);
        db.Proxy.Heal();
        Assert.Equal(100, await db.BalanceAsync(1));
        unobserved.AssertNone();

        async Task ReadAsync()
        {
            await connection.OpenAsync();
            await using var rows = await connection.OpenCursorAsync(Many, stop.Token);
            await foreach (var _ in rows)
            {
                if (rows.RowsRead != 1) continue;
                db.Proxy.Arrivals = Arrival.Swallowed;
                death = db.Proxy.Add(new FaultPlan(Fault.BlackHole));
                if (!byToken) break;
                stop.CancelAfter(TimeSpan.FromMilliseconds(100));
            }
        }
    }
}
