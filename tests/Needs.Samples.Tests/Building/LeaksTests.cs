using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using Needs.Testing;

namespace Needs.Samples.Tests.Building;

/// <summary>The sample full of mistakes, built as its reader builds it.</summary>
public sealed partial class LeaksTests
{
    private static readonly string Configuration = typeof(LeaksTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "Configuration").Value!;

    private static readonly Lazy<Task<IReadOnlyList<string>>> Warnings = new(WarningsAsync);

    [Fact]
    public async Task BuildOutput_IsWhatTheReadmeShows()
    {
        var readme = await File.ReadAllLinesAsync(RepositoryFiles.PathOf("README.md"));
        var shown = readme.Where(line => line.StartsWith("samples/Leaks/", StringComparison.Ordinal));

        Assert.Equal(shown, (await Warnings.Value).OrderBy(warning => Id.Match(warning).Value, StringComparer.Ordinal));
    }

    [Fact]
    public async Task EachLeakRule_HasOneMethod() =>
        Assert.Equal(
            ["NEEDS101", "NEEDS102", "NEEDS103", "NEEDS104", "NEEDS105"],
            (await Warnings.Value).Select(warning => Id.Match(warning).Value).Order(StringComparer.Ordinal));

    private static async Task<IReadOnlyList<string>> WarningsAsync()
    {
        var output = await BuildAsync();
        var folder = RepositoryFiles.PathOf("") + Path.DirectorySeparatorChar;
        return [.. output.Split('\n').Where(line => line.Contains(": warning ", StringComparison.Ordinal)).Select(Shortened).Distinct()];

        // Without what depends on the machine, and without the rule's address.
        string Shortened(string line) =>
            line[..line.LastIndexOf(" (http", StringComparison.Ordinal)].Replace(folder, "", StringComparison.Ordinal);
    }

    /// <summary>Only the sample itself is built again: what it refers to is in use by the other tests.</summary>
    private static async Task<string> BuildAsync()
    {
        using var build = Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                "build", RepositoryFiles.PathOf("samples/Leaks"), "--configuration", Configuration,
                "--no-restore", "--no-dependencies", "--no-incremental", "--nologo", "-m:1", "-nodeReuse:false",
            ])
        {
            RedirectStandardOutput = true,
            Environment = { ["DOTNET_CLI_UI_LANGUAGE"] = "en" },
        })!;
        var output = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();
        return build.ExitCode == 0 ? output : throw new InvalidOperationException(output);
    }

    [GeneratedRegex(@"NEEDS\d{3}")]
    private static partial Regex Id { get; }
}
