using System.Reflection;
using System.Runtime.InteropServices;

namespace Needs.Package.Tests;

/// <summary>Packs the packages once, and lends folders in which consumers are built against them and nothing else.</summary>
public sealed class Packages : IAsyncLifetime
{
    private static readonly Dictionary<string, string> Projects = new()
    {
        ["Needs"] = "runtime/Needs",
        ["Needs.AspNetCore"] = "runtime/Needs.AspNetCore",
        ["Needs.Analyzers"] = "runtime/Needs.Analyzers.Package",
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("needs-packages-").FullName;

    /// <summary>The SDK's own packs are kept between runs; ours never are.</summary>
    private readonly string _cache = Path.Combine(RepositoryRoot, "artifacts", "package-tests");

    public static string RepositoryRoot { get; } = typeof(Packages).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!;

    public static string Version { get; } = typeof(Packages).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private string Feed => Path.Combine(_folder, "feed");

    public async Task InitializeAsync()
    {
        foreach (var (id, project) in Projects)
        {
            var cached = Path.Combine(_cache, id.ToLowerInvariant());
            if (Directory.Exists(cached)) Directory.Delete(cached, recursive: true);

            var pack = await DotNet.RunAsync(RepositoryRoot, null, "pack", project, "--output", Feed, "--nologo", "-m:1");
            pack.MustSucceed();
        }
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    internal PackageFile Open(string id, string extension = "nupkg") => new(Path.Combine(Feed, $"{id}.{Version}.{extension}"));

    /// <summary>Copies a consumer to a folder of its own, whose only package source is the folder of the packages.</summary>
    internal Consumer CreateConsumer(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, $"{name}-{Guid.NewGuid():N}")).FullName;
        foreach (var part in (string[])["Shared", name])
        {
            foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Consumers", part)))
                File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        File.WriteAllText(Path.Combine(folder, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="needs" value="{Feed}" />
              </packageSources>
            </configuration>
            """);
        return new Consumer(folder, _cache);
    }

    /// <summary>Brings what the SDK itself needs to publish a trimmed web app into the cache, from wherever this machine has its packages.</summary>
    internal async Task FetchPublishPacksAsync()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "packs")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "Packs.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <RuntimeIdentifier>{RuntimeInformation.RuntimeIdentifier}</RuntimeIdentifier>
                <PublishTrimmed>true</PublishTrimmed>
              </PropertyGroup>
            </Project>
            """);
        (await DotNet.RunAsync(folder, _cache, "restore")).MustSucceed();
    }
}
