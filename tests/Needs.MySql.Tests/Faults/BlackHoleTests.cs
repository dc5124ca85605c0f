using Needs.Testing.Faults;

namespace Needs.MySql.Tests.Faults;

/// <summary>A network that swallows whatever comes from some packet on: only the driver's timeouts end that.</summary>
[Collection(FaultsCollection.Name)]
public class BlackHoleTests
{
    [Theory]
    [InlineData(Way.AsyncInTransaction)]
    [InlineData(Way.SyncInTransaction)]
    [InlineData(Way.AsyncThrowing)]
    [InlineData(Way.SyncStream)]
    public async Task AtAnyStep_EndsWithTheDriversTimeout(Way way)
    {
        using var unobserved = new UnobservedExceptions();

        var failures = await Task.WhenAll(way.Steps().Select(async step =>
        {
            await using var db = await ProxiedDatabase.CreateAsync(isImpatient: true);
            var trial = new Trial(db, way);
            var failure = await Record.ExceptionAsync(() => trial.RunAsync(new FaultPlan(Fault.BlackHole) { Step = step }));
            return failure is null ? null : $"{step}: {trial.Error?.ToString() ?? "no error"}\n-> {failure}";
        }));

        Assert.Empty(failures.OfType<string>());
        unobserved.AssertNone();
    }
}
