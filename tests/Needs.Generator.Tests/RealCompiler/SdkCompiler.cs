using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Needs.Testing;

namespace Needs.Generator.Tests.RealCompiler;

/// <summary>
/// The compiler of the SDK, as a build runs it: with the generator, every rule of the SDK's analyzers (AnalysisMode=All) and those that
/// look for what breaks under trimming and native AOT.
/// </summary>
internal sealed partial class SdkCompiler : IDisposable
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
    private static readonly string Sdk = Newest(Path.Combine(Root, "sdk"));
    private static readonly string Analyzers = Path.Combine(Sdk, "Sdks/Microsoft.NET.Sdk/analyzers");

    private readonly string _folder = Directory.CreateTempSubdirectory("needs-compiler").FullName;

    public required string Language { get; init; }

    public required string Nullable { get; init; }

    /// <summary>Whether ASP.NET Core and Needs.AspNetCore are referenced.</summary>
    public bool AspNetCore { get; init; }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Compiles and returns what the compiler said, one complaint a line.</summary>
    public async Task<IReadOnlyList<string>> CompileAsync(IEnumerable<(string Name, string Text)> sources)
    {
        var files = new List<string>();
        foreach (var (name, text) in sources)
        {
            files.Add(Path.Combine(_folder, $"{name}.cs"));
            await File.WriteAllTextAsync(files[^1], text);
        }

        await File.WriteAllLinesAsync(Path.Combine(_folder, "aot.globalconfig"),
        [
            "is_global = true",
            "build_property.EnableTrimAnalyzer = true",
            "build_property.EnableAotAnalyzer = true",
            "build_property.EnableSingleFileAnalyzer = true",
            "build_property.TargetFramework = net10.0",
        ]);
        await File.WriteAllLinesAsync(Path.Combine(_folder, "csc.rsp"), Options().Concat(files).Select(option => $"\"{option}\""));
        return Complaint().Matches(await RunAsync()).Select(match => match.Value).ToList();
    }

    private IEnumerable<string> Options() =>
    [
        "-nostdlib+", "-nologo", "-target:library", "-unsafe+", "-warn:9999", $"-langversion:{Language}", $"-nullable:{Nullable}",
        $"-out:{_folder}/out.dll", $"-doc:{_folder}/out.xml", $"-generatedfilesout:{Directory.CreateDirectory(Path.Combine(_folder, "generated")).FullName}",
        .. References().Select(reference => $"-reference:{reference}"),
        .. AnalyzerFiles().Select(analyzer => $"-analyzer:{analyzer}"),
        $"-analyzerconfig:{Path.Combine(Analyzers, "build/config/analysislevel_10_all.globalconfig")}",
        $"-analyzerconfig:{_folder}/aot.globalconfig",
    ];

    private IEnumerable<string> References()
    {
        IEnumerable<MetadataReference> references = [.. TestReferences.Framework, TestReferences.Needs, TestReferences.Fakes];
        if (AspNetCore) references = references.Concat(TestReferences.AspNetCoreFramework).Append(TestReferences.NeedsAspNetCore);
        return references.Select(reference => ((PortableExecutableReference)reference).FilePath!);
    }

    private static IEnumerable<string> AnalyzerFiles() =>
    [
        typeof(NeedsGenerator).Assembly.Location,
        .. Directory.EnumerateFiles(Analyzers, "*.dll"),
        Path.Combine(Newest(Path.Combine(Packages(), "microsoft.net.illink.tasks")), "analyzers/dotnet/cs/ILLink.RoslynAnalyzer.dll"),
    ];

    private static string Packages() => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget/packages");

    private static string Newest(string folder) => Directory.EnumerateDirectories(folder)
        .Where(path => Version.TryParse(Path.GetFileName(path), out _))
        .MaxBy(path => Version.Parse(Path.GetFileName(path)))
        ?? throw new InvalidOperationException($"No version in {folder}.");

    private async Task<string> RunAsync()
    {
        var start = new ProcessStartInfo(Path.Combine(Root, "dotnet"), [Path.Combine(Sdk, "Roslyn/bincore/csc.dll"), "-noconfig", $"@{_folder}/csc.rsp"])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output;
    }

    [GeneratedRegex(@"^.*(error|warning|info) [A-Z]+\d+: .*$", RegexOptions.Multiline)]
    private static partial Regex Complaint();
}
