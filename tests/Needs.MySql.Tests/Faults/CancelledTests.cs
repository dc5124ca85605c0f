#if !MYSQL_DATA // blocks its threads and looks at no token, or hangs when one is cancelled
using Needs.Testing.Faults;

namespace Needs.MySql.Tests.Faults;

/// <summary>A token that is cancelled at the first packet of a call, at the second, and so on until none is left.</summary>
[Collection(FaultsCollection.Name)]
public class CancelledTests
{
    [Theory]
    [InlineData(Way.Async, true)]
    [InlineData(Way.AsyncInTransaction, true)]
    [InlineData(Way.AsyncThrowing, true)]
    [InlineData(Way.AsyncStream, true)]
    [InlineData(Way.AsyncInTransaction, false)]
    [InlineData(Way.AsyncStream, false)]
    public async Task AtAnyStep_EndsTheCallAndNothingElse(Way way, bool packetWaits)
    {
        using var unobserved = new UnobservedExceptions();
        await using var db = await ProxiedDatabase.CreateAsync();
        var cancelled = 0;

        for (var step = 0; ; step++)
        {
            using var source = new CancellationTokenSource();
            var plan = new FaultPlan(Fault.Meanwhile(() => packetWaits ? source.CancelAsync() : CancelledMeanwhileAsync(source))) { Skip = step };
            var trial = new Trial(db, way);
            var failure = await Record.ExceptionAsync(() => trial.RunAsync(plan, ct: source.Token));
            Assert.True(failure is null, $"step {step}: {trial.Error?.ToString() ?? "no error"}\n-> {failure}");
            if (trial.Error is OperationCanceledException) cancelled++;
            if (plan.Hits == 0) break;
            Assert.InRange(step, 0, 100);
        }

        Assert.InRange(cancelled, 3, 100);
        unobserved.AssertNone();
    }

    private static Task CancelledMeanwhileAsync(CancellationTokenSource source)
    {
        _ = source.CancelAsync();
        return Task.CompletedTask;
    }
}
#endif
