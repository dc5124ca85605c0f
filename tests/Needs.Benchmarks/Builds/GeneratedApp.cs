using System.Globalization;
using System.Text.RegularExpressions;
using Needs.Benchmarks.Programs;
using Needs.Testing;

namespace Needs.Benchmarks.Builds;

/// <summary>A web program in a folder of its own.</summary>
internal sealed partial record GeneratedApp(string Folder, int Lines, WebProgram Program)
{
    private const string Project = "App";

    // The compiler starts anew in each build, as on a build server, and leaves no process behind.
    private static readonly string[] Alone = ["-c", "Release", "--nologo", "-m:1", "-p:UseSharedCompilation=false"];

    public static GeneratedApp WithNeeds(TemporaryFolder folder, bool rules = true)
    {
        string[] analyzers = rules ? ["Needs.Generator", "Needs.Analyzers"] : ["Needs.Generator"];
        return Create(
            folder,
            rules ? "Needs" : "Needs, generator only",
            AppCode.WithNeeds(),
            $"""
            <Reference Include="{Beside("Needs")}" />
            <Reference Include="{Beside("Needs.AspNetCore")}" />
            {string.Concat(analyzers.Select(analyzer => $"<Analyzer Include=\"{Beside(analyzer)}\" />"))}
            """);
    }

    public static GeneratedApp ByHand(TemporaryFolder folder) => Create(folder, "minimal API by hand", AppCode.ByHand(), "");

    public Task RestoreAsync() => DotNetCommand.RunAsync(Folder, "restore", "--nologo");

    public async Task<TimeSpan> BuildAsync() => (await DotNetCommand.RunAsync(Folder, ["build", "--no-restore", "--no-incremental", "-v", "q", .. Alone])).Time;

    /// <summary>The seconds that the compiler says its generators and analyzers of Needs took.</summary>
    public async Task<(double Generator, double Analyzers)> ReportAsync()
    {
        var (_, output) = await DotNetCommand.RunAsync(Folder, ["build", "--no-restore", "--no-incremental", "-v", "d", "-p:ReportAnalyzer=true", .. Alone]);
        return (Seconds("Generator"), Seconds("Analyzers"));

        double Seconds(string part)
        {
            var line = ReportLine().Matches(output).FirstOrDefault(match => match.Groups["part"].Value == part)
                ?? throw new InvalidOperationException($"The compiler reports nothing of Needs.{part}.");
            return double.Parse(line.Groups["seconds"].Value, CultureInfo.InvariantCulture);
        }
    }

    private static GeneratedApp Create(TemporaryFolder parent, string name, IReadOnlyList<(string Name, string Text)> files, string references)
    {
        var folder = Directory.CreateDirectory(parent.PathOf(name)).FullName;
        File.Copy(RepositoryFiles.PathOf("Directory.Packages.props"), Path.Combine(folder, "Directory.Packages.props"));
        File.WriteAllText(Path.Combine(folder, $"{Project}.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Microsoft.Data.Sqlite" />
                {references}
              </ItemGroup>
            </Project>
            """);
        foreach (var (file, text) in files) File.WriteAllText(Path.Combine(folder, file), text);

        var program = new WebProgram(name, Path.Combine(folder, "bin", "Release", "net10.0", $"{Project}.dll"));
        return new GeneratedApp(folder, files.Sum(file => file.Text.AsSpan().Count('\n') + 1), program);
    }

    private static string Beside(string assembly) => Path.Combine(AppContext.BaseDirectory, $"{assembly}.dll");

    [GeneratedRegex(@"^\s*<?(?<seconds>\d+\.\d+)\s+<?\d+\s+Needs\.(?<part>Generator|Analyzers), Version", RegexOptions.Multiline)]
    private static partial Regex ReportLine();
}
