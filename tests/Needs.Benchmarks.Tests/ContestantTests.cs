using Needs.Benchmarks.Forms;

namespace Needs.Benchmarks.Tests;

public sealed class ContestantTests
{
    public static TheoryData<string> Workloads => [.. Workload.All.Select(workload => workload.Name)];

    [Theory, MemberData(nameof(Workloads))]
    public async Task EveryWorkload_GivesAllContestantsTheSameModelAndStatus(string workload)
    {
        await using var app = new FormApp();

        var calls = app.Calls(Workload.Named(workload));

        Assert.Equal(Contestant.All, calls.Select(call => call.Contestant));
    }

    [Fact]
    public async Task LargeFile_GivesAllContestantsTheSameContents()
    {
        await using var app = new FormApp();

        var calls = app.Calls(Workload.LargeFile);

        Assert.Equal(Contestant.Uploaders, calls.Select(call => call.Contestant));
    }
}
