using Needs.Testing.Faults;

namespace Needs.MySql.Tests.Faults;

/// <summary>A connection that is lost at any packet of the conversation, before it, within it or after it.</summary>
[Collection(FaultsCollection.Name)]
public class EveryStepTests
{
#if MYSQL_DATA // takes five times as long, since each new connection asks for all collations, and does the same in sync and async
    private static readonly Fault[] Faults = [Fault.Cut, Fault.Reset];
    private static readonly PacketPart[] Parts = [PacketPart.None, PacketPart.All];
    private static readonly Way[] Handlers = [Way.Sync, Way.AsyncInTransaction, Way.SyncInTransaction, Way.SyncRetried, Way.SyncThrowing, Way.SyncStream];
#else
    private static readonly Fault[] Faults = [Fault.Cut, Fault.Reset, Fault.HalfClose];
    private static readonly PacketPart[] Parts = Enum.GetValues<PacketPart>();
    private static readonly Way[] Handlers = Enum.GetValues<Way>();
#endif

    /// <summary>MySql.Data does not tell whether the handler ended the transaction of a lost connection itself, so nothing is run again.</summary>
    private const bool TellsWhetherItsTransactionEnded =
#if MYSQL_DATA
        false;
#else
        true;
#endif

    public static TheoryData<string, Way> Losses()
    {
        var losses = new TheoryData<string, Way>();
        foreach (var fault in Faults)
        {
            foreach (var way in Handlers) losses.Add(fault.ToString()!, way);
        }

        return losses;
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public async Task ConnectionLost_HarmsNothingButItsOwnCall(string fault, Way way)
    {
        using var unobserved = new UnobservedExceptions();
        await using var db = await ProxiedDatabase.CreateAsync();
        var hit = new HashSet<MySqlStep>();
        var failures = new List<string>();

        foreach (var step in Enum.GetValues<MySqlStep>().Except([MySqlStep.Quit]))
        {
            foreach (var passes in Parts)
            {
                var plan = new FaultPlan(Faults.Single(one => one.ToString() == fault)) { Step = step, Passes = passes };
                var trial = new Trial(db, way);
                var failure = await Record.ExceptionAsync(async () =>
                {
                    await trial.RunAsync(plan);
                    if (way.IsRetried() && TellsWhetherItsTransactionEnded) Assert.True(trial.Error is null or TransactionOutcomeUnknownException, "not retried");
                });
                if (failure is not null) failures.Add($"{plan}: {trial.Error?.ToString() ?? "no error"}\n-> {failure}");
                if (plan.Hits > 0) hit.Add(step);
            }
        }

        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
        Assert.Empty(way.Steps().Except(hit));
        unobserved.AssertNone();
    }

#if !MYSQL_DATA // runs nothing again, see above; and each of the many collations that it asks for would be late
    [Theory]
    [InlineData(Way.AsyncRetried)]
    [InlineData(Way.SyncRetried)]
    public async Task ConnectionLostAtEachAttempt_FailsAfterTheLastOne(Way way)
    {
        await using var db = await ProxiedDatabase.CreateAsync();
        var retries = new List<HandlerRetry>();
        db.Database.Retried += retries.Add;
        var plan = new FaultPlan(Fault.Cut) { Step = MySqlStep.RowsEnd, Times = int.MaxValue };
        var trial = new Trial(db, way);

        await trial.RunAsync(plan);

        Assert.Equal(DatabaseErrorKind.ConnectionLost, DatabaseError.Classify(trial.Error!));
        Assert.Equal([1, 2, 3], retries.Select(retry => retry.Attempt));
        Assert.All(retries, retry => Assert.Equal(DatabaseErrorKind.ConnectionLost, DatabaseError.Classify(retry.Exception)));
        Assert.Equal(4, plan.Hits);
    }

    [Theory]
    [InlineData(Way.AsyncInTransaction)]
    [InlineData(Way.SyncThrowing)]
    [InlineData(Way.AsyncStream)]
    public async Task EveryPacketLate_ChangesNothing(Way way)
    {
        await using var db = await ProxiedDatabase.CreateAsync();
        db.Proxy.Add(new FaultPlan(Fault.Delay(TimeSpan.FromMilliseconds(5))) { Times = int.MaxValue });
        var trial = new Trial(db, way);

        await trial.RunAsync(new FaultPlan(Fault.Delay(TimeSpan.FromMilliseconds(200))) { Step = MySqlStep.Row });

        Assert.Equal(way.IsThrowing() ? Ways.Thrown : null, trial.Error);
    }
#endif
}
