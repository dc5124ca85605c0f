using System.Data.Common;
using System.Net.Sockets;
using Needs.Testing.Faults;

namespace Needs.MySql.Tests.Faults;

/// <summary>One handler called while a fault waits for it, and what must be true afterwards, whatever the fault.</summary>
internal sealed class Trial(ProxiedDatabase db, Way way)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>What the call ended with; <see langword="null"/> when it succeeded.</summary>
    public Exception? Error { get; private set; }

    private bool MayHaveCommitted { get; set; }

    public async Task RunAsync(FaultPlan plan, CancellationToken ct = default)
    {
        await PrepareAsync(plan.Step);
        var before = await db.Direct.BalanceAsync(1);
        db.Proxy.Add(plan);

        Error = await Record.ExceptionAsync(() => way.CallAsync(db.Database, ct)).WaitAsync(Patience);

        MayHaveCommitted = plan.Step is MySqlStep.RowsEnd or MySqlStep.Commit or MySqlStep.CommitAnswer;
        await NothingIsLentAsync();
        db.Proxy.Heal();
        AssertFitsTheError(await db.Direct.BalanceAsync(1) - before);
        AssertHelps();
        await ServesOnAsync();
    }

    /// <summary>A new connection for the steps of a login, a pooled one for the others.</summary>
    private async Task PrepareAsync(MySqlStep? step)
    {
        await Accounts.Balance(db.Database, 1);
        await NothingIsLentAsync();
        if (step is not (MySqlStep.Greeting or MySqlStep.Login or MySqlStep.LoginAnswer)) return;
        foreach (var connection in db.Proxy.Connections) connection.Cut();
    }

    private async Task NothingIsLentAsync()
    {
        var giveUp = DateTime.UtcNow + Patience;
        while (db.Database.LeaseCount > 0 && DateTime.UtcNow < giveUp) await Task.Delay(5);
        Assert.Empty(db.Database.GetLeases());
    }

    private void AssertFitsTheError(long added)
    {
        if (way.IsStream()) Assert.Equal(0, added);
        else if (Error is null) Assert.Equal(1, added);
        else if (way.IsThrowing() || (way.IsTransaction() && !MayHaveCommitted)) Assert.Equal(0, added);
        else Assert.InRange(added, 0, 1);
    }

    private void AssertHelps()
    {
        if (Error is null || ReferenceEquals(Error, Ways.Thrown)) return;
        Assert.True(Error is DbException or IOException or SocketException or OperationCanceledException, Error.ToString());
        Assert.False(string.IsNullOrWhiteSpace(Error.Message));
        var password = new MySqlConnectionStringBuilder(db.ConnectionString).Password;
        Assert.DoesNotContain(password, Error.ToString(), StringComparison.Ordinal);
    }

    private async Task ServesOnAsync()
    {
        Assert.Equal(await db.Direct.BalanceAsync(1), await Accounts.Balance(db.Database, 1));
        var giveUp = DateTime.UtcNow + Patience;
        while (await db.Direct.ServerConnectionsAsync() > ProxiedDatabase.PoolSize && DateTime.UtcNow < giveUp) await Task.Delay(20);
        Assert.InRange(await db.Direct.ServerConnectionsAsync(), 1, ProxiedDatabase.PoolSize);
    }
}
