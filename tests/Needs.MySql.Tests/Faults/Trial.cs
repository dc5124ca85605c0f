using Needs.Testing;
using Needs.Testing.Faults;

namespace Needs.MySql.Tests.Faults;

/// <summary>One handler called while a fault waits for it, and what must be true afterwards, whatever the fault.</summary>
internal sealed class Trial(ProxiedDatabase db, Way way)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>What the call ended with; <see langword="null"/> when it succeeded.</summary>
    public Exception? Error { get; private set; }

    /// <param name="plan">The fault.</param>
    /// <param name="until">What must be over before anything is looked at.</param>
    /// <param name="ct">The token of the call.</param>
    public async Task RunAsync(FaultPlan plan, Func<Task>? until = null, CancellationToken ct = default)
    {
        await PrepareAsync(plan.Step);
        var before = await db.Direct.BalanceAsync(1);
        db.Proxy.Add(plan);

        Error = await Record.ExceptionAsync(() => way.CallAsync(db.Database, ct)).WaitAsync(Patience);

        if (until is not null) await until();
        await NothingIsLentAsync();
        db.Proxy.Heal();
        await ServerIsDoneAsync();
        AssertFitsTheError(await db.Direct.BalanceAsync(1) - before);
        AssertHelps();
        await ServesOnAsync();
    }

    /// <summary>A new connection for the steps of a login, a pooled one for the others.</summary>
    private async Task PrepareAsync(MySqlStep? step)
    {
        await db.BalanceAsync(1);
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

    /// <summary>A lost connection may have brought the server something that it is still at.</summary>
    private Task ServerIsDoneAsync() => Eventually.IsTrueAsync(async () => await db.Direct.ServerConnectionsAsync() <= db.Proxy.Connections.Count);

    private void AssertFitsTheError(long added)
    {
        if (way.IsStream()) Assert.Equal(0, added);
        else if (Error is null) Assert.Equal(1, added);
        else if (way.IsThrowing() || (way.IsTransaction() && Error is not TransactionOutcomeUnknownException)) Assert.Equal(0, added);
        else Assert.InRange(added, 0, 1);
    }

    /// <summary>Either what the handler threw itself, or an error that says what happened and can be understood by a program.</summary>
    private void AssertHelps()
    {
        if (Error is null || ReferenceEquals(Error, Ways.Thrown)) return;
        if (Error is TransactionOutcomeUnknownException unknown) Assert.Contains(unknown.InnerException!.Message, unknown.Message, StringComparison.Ordinal);
        else Assert.True(IsUnderstood(Error), $"{DatabaseError.Classify(Error)}: {Error.Message}");
        var password = new MySqlConnectionStringBuilder(db.ConnectionString).Password;
        Assert.DoesNotContain(password, Error.ToString(), StringComparison.Ordinal);
    }

    private static bool IsUnderstood(Exception error) =>
        error is OperationCanceledException or DatabaseBusyException
        || DatabaseError.Classify(error) is DatabaseErrorKind.ConnectionLost or DatabaseErrorKind.Unreachable
        || error.Message.Contains("timeout", StringComparison.OrdinalIgnoreCase)
        || error.Message.Contains("interrupted", StringComparison.OrdinalIgnoreCase);

    private async Task ServesOnAsync()
    {
        Assert.Equal(await db.Direct.BalanceAsync(1), await db.BalanceAsync(1));
        var giveUp = DateTime.UtcNow + Patience;
        while (await db.Direct.ServerConnectionsAsync() > ProxiedDatabase.PoolSize && DateTime.UtcNow < giveUp) await Task.Delay(20);
        Assert.InRange(await db.Direct.ServerConnectionsAsync(), 1, ProxiedDatabase.PoolSize);
    }
}
