namespace Needs.Package.Tests;

/// <summary>A project in a folder of its own that installs the packages.</summary>
internal sealed record Consumer(string Folder, string PackageCache)
{
    public Task<CommandResult> DotNetAsync(params string[] arguments) =>
        DotNet.RunAsync(Folder, PackageCache, [.. arguments, $"-p:NeedsVersion={Packages.Version}"]);

    public async Task<CommandResult> BuildAsync() => await DotNetAsync("build", "--nologo", "-m:1");

    public string Built(string file) =>
        Directory.GetFiles(Path.Combine(Folder, "bin"), file, SearchOption.AllDirectories).Single();

    public async Task<string> RunAsync(string program) =>
        (await DotNet.RunAsync(Folder, PackageCache, Built(program))).MustSucceed().Output.Trim();
}
