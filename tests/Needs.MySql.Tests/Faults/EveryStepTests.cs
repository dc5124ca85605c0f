using Needs.Testing.Faults;

namespace Needs.MySql.Tests.Faults;

/// <summary>A connection that is lost at any packet of the conversation, before it, within it or after it.</summary>
[Collection(FaultsCollection.Name)]
public class EveryStepTests
{
    private static readonly MySqlStep[] Steps = [.. Enum.GetValues<MySqlStep>().Except([MySqlStep.Quit])];

    private static readonly MySqlStep[] AnyHandler =
        [MySqlStep.Greeting, MySqlStep.Login, MySqlStep.LoginAnswer, MySqlStep.Check, MySqlStep.CheckAnswer, MySqlStep.Command, MySqlStep.AnswerHeader, MySqlStep.Columns, MySqlStep.Row, MySqlStep.RowsEnd];

    public static TheoryData<string, Way> Losses()
    {
        var losses = new TheoryData<string, Way>();
        foreach (var fault in new[] { Fault.Cut, Fault.Reset, Fault.HalfClose })
        {
            foreach (var way in Enum.GetValues<Way>()) losses.Add(fault.ToString()!, way);
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

        foreach (var step in Steps)
        {
            foreach (var passes in Enum.GetValues<PacketPart>())
            {
                var plan = new FaultPlan(Named(fault)) { Step = step, Passes = passes };
                var trial = new Trial(db, way);
                var failure = await Record.ExceptionAsync(() => trial.RunAsync(plan));
                if (failure is not null) failures.Add($"{plan}: {trial.Error?.ToString() ?? "no error"}\n-> {failure}");
                if (plan.Hits > 0) hit.Add(step);
            }
        }

        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
        Assert.Empty(ExpectedSteps(way).Except(hit));
        unobserved.AssertNone();
    }

    private static Fault Named(string name) => name switch { "cut" => Fault.Cut, "reset" => Fault.Reset, _ => Fault.HalfClose };

    private static IEnumerable<MySqlStep> ExpectedSteps(Way way) => way switch
    {
        _ when way.IsThrowing() => [.. AnyHandler, MySqlStep.Begin, MySqlStep.BeginAnswer, MySqlStep.Rollback, MySqlStep.RollbackAnswer],
        _ when way.IsTransaction() => [.. AnyHandler, MySqlStep.Begin, MySqlStep.BeginAnswer, MySqlStep.Commit, MySqlStep.CommitAnswer],
        _ => AnyHandler,
    };
}
