using Needs.Testing.Faults;

namespace Needs.MySql.Tests.Faults;

/// <summary>A network that swallows whatever comes from some packet on: only timeouts end that.</summary>
[Collection(FaultsCollection.Name)]
public class BlackHoleTests
{
    [Theory]
    [InlineData(Way.SyncInTransaction)]
    [InlineData(Way.SyncStream)]
#if !MYSQL_DATA // does the same in both
    [InlineData(Way.AsyncInTransaction)]
    [InlineData(Way.AsyncThrowing)]
#endif
    public async Task AtAnyStep_EndsWithATimeout(Way way)
    {
        using var unobserved = new UnobservedExceptions();

        var failures = await Task.WhenAll(way.Steps().Except(WithoutTimeout(way)).Select(async step =>
        {
            await using var db = await ProxiedDatabase.CreateAsync(isImpatient: true);
            var trial = new Trial(db, way);
            var failure = await Record.ExceptionAsync(() => trial.RunAsync(new FaultPlan(Fault.BlackHole) { Step = step }));
            return failure is null ? null : $"{step}: {trial.Error?.ToString() ?? "no error"}\n-> {failure}";
        }));

        Assert.True(failures.All(failure => failure is null), string.Join("\n\n", failures.OfType<string>()));
        unobserved.AssertNone();
    }

    /// <summary>MySqlConnector waits for the answer to a BEGIN until the network gives up, and a blocked thread can't leave it.</summary>
    private static MySqlStep[] WithoutTimeout(Way way) =>
#if MYSQL_DATA
        [];
#else
        way == Way.SyncInTransaction ? [MySqlStep.Begin, MySqlStep.BeginAnswer] : [];
#endif
}
