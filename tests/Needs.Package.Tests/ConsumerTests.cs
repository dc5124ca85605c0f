using System.Runtime.InteropServices;
using System.Text.Json;

namespace Needs.Package.Tests;

[Collection(nameof(Packages))]
public class ConsumerTests(Packages packages)
{
    [Fact]
    public async Task ConsoleApp_BuildsWithoutAWarning_AndRunsWithoutAspNetCore()
    {
        var consumer = packages.CreateConsumer("Console");

        AssertClean(await consumer.BuildAsync());

        Assert.Equal("answer=43 held=1 leases=0 open=0", await consumer.RunAsync("ConsoleConsumer.dll"));
        using var config = JsonDocument.Parse(await File.ReadAllTextAsync(consumer.Built("ConsoleConsumer.runtimeconfig.json")));
        Assert.Equal("Microsoft.NETCore.App", config.RootElement.GetProperty("runtimeOptions").GetProperty("framework").GetProperty("name").GetString());
    }

    [Fact]
    public async Task WebApp_GetsTheGeneratorThroughNeedsAspNetCore_BuildsWithoutAWarning_AndAnswers()
    {
        var consumer = packages.CreateConsumer("Web");

        AssertClean(await consumer.BuildAsync());

        AssertAnswers(await consumer.RunAsync("WebConsumer.dll"));
    }

    [Fact]
    public async Task WebApp_CanBeTrimmedWithoutAWarning_AndAnswers()
    {
        await packages.FetchPublishPacksAsync();
        var consumer = packages.CreateConsumer("Web");

        AssertClean(await consumer.DotNetAsync(
            "publish", "--nologo", "-m:1", "--runtime", RuntimeInformation.RuntimeIdentifier, "--output", "published", "-p:PublishTrimmed=true"));

        AssertAnswers((await DotNet.RunAsync(consumer.Folder, null, "exec", "published/WebConsumer.dll")).MustSucceed().Output);
    }

    [Fact]
    public async Task HandlerThatCannotBeWrapped_FailsTheConsumersBuild_WithTheRuleThatSaysWhy()
    {
        var build = await packages.CreateConsumer("Broken").BuildAsync();

        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("Answers.cs(5,23): error NEEDS001:", build.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Needs.Analyzers]")]
    [InlineData("[Needs]")]
    [InlineData("[Needs][Needs.Analyzers]")]
    [InlineData("[Needs.AspNetCore][Needs.Analyzers]")]
    public async Task LostConnection_IsReportedOnce_WhicheverPackagesAreInstalled(string installed)
    {
        var build = await packages.CreateConsumer("Losing").DotNetAsync("build", "--nologo", "-m:1", $"-p:Installed={installed}");

        // The summary says everything again.
        var lines = build.MustSucceed().Output.Split('\n').TakeWhile(line => !line.StartsWith("Build succeeded", StringComparison.Ordinal));
        var warning = Assert.Single(lines, line => line.Contains("warning", StringComparison.Ordinal));
        Assert.Contains("Answers.cs(9,13): warning NEEDS101:", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnalyzersAlone_AddNothingToTheProgram()
    {
        var consumer = packages.CreateConsumer("Losing");

        (await consumer.DotNetAsync("build", "--nologo", "-m:1", "-p:Installed=[Needs.Analyzers]")).MustSucceed();

        Assert.DoesNotContain("Needs", await File.ReadAllTextAsync(consumer.Built("LosingConsumer.deps.json")), StringComparison.Ordinal);
    }

    private static void AssertClean(CommandResult build)
    {
        build.MustSucceed();
        Assert.DoesNotContain("warning", build.Output.Replace("0 Warning(s)", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
    }

    private static void AssertAnswers(string output)
    {
        var lines = output.Trim().Split('\n');
        Assert.Equal("""200 {"value":43,"text":"none"}""", lines[0]);
        Assert.Equal("""200 {"value":44,"text":"two"}""", lines[1]);
        Assert.StartsWith("400 {", lines[2], StringComparison.Ordinal);
        Assert.Equal("open=0", lines[3]);
    }
}
