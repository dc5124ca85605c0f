using System.Runtime.InteropServices;
using Needs.Benchmarks.Programs;
using Needs.Testing;

namespace Needs.Benchmarks.StartUp;

/// <summary>A shop that brings its runtime along, less what it has no use for.</summary>
internal sealed record TrimmedShop(WebProgram Program, int Warnings)
{
    public long Bytes => Files.Sum(file => file.Length);

    public long BytesOfNeeds => Files.Where(file => file.Name is "Needs.dll" or "Needs.AspNetCore.dll").Sum(file => file.Length);

    private IEnumerable<FileInfo> Files =>
        new DirectoryInfo(Program.Folder).EnumerateFiles("*", SearchOption.AllDirectories).Where(file => file.Extension != ".pdb");

    /// <summary>Minimal APIs can be trimmed with their own generator only.</summary>
    public static async Task<IReadOnlyList<TrimmedShop>> PublishAllAsync(TemporaryFolder folder) =>
    [
        await PublishAsync(folder, Shops.Needs, "ByNeeds"),
        await PublishAsync(folder, Shops.ByHandGenerated, "ByHandGenerated"),
    ];

    private static async Task<TrimmedShop> PublishAsync(TemporaryFolder folder, string name, string project)
    {
        var output = folder.PathOf(project);
        var publish = await DotNetCommand.RunAsync(
            RepositoryFiles.PathOf($"tests/Needs.Benchmarks.Shops/{project}"),
            "publish", "-c", "Release", "--nologo", "-m:1", "-r", RuntimeInformation.RuntimeIdentifier, "-p:Trimmed=true",
            "-p:TreatWarningsAsErrors=false", "-p:UseSharedCompilation=false", "--artifacts-path", folder.PathOf("artifacts"), "-o", output);
        var warnings = publish.Output.Split('\n').Where(line => line.Contains(": warning ", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Count();
        var file = Path.Combine(output, OperatingSystem.IsWindows() ? $"{project}.exe" : project);
        return new TrimmedShop(new WebProgram(name, file, Shops.CopyDatabase(folder, $"{project}-trimmed")), warnings);
    }
}
