using Needs.Benchmarks.Programs;
using Needs.Testing;

namespace Needs.Benchmarks.StartUp;

/// <summary>The programs beside this one: <c>tests/Needs.Benchmarks.Shops</c>, and Storefront itself.</summary>
internal static class Shops
{
    public const string Needs = "Needs";
    public const string Sample = "Storefront itself, with its pages (Needs)";
    public const string ByHandGenerated = "minimal API, its own generator";

    /// <summary>As the build of this program left them, each with a database of its own.</summary>
    public static async Task<IReadOnlyList<WebProgram>> BuiltAsync(TemporaryFolder folder)
    {
        var first = folder.PathOf("0.db");
        await DotNetCommand.RunAsync(folder.Path, Built("tests/Needs.Benchmarks.Shops", "ByHand"), first, "--fill");
        return
        [
            new(Needs, Built("tests/Needs.Benchmarks.Shops", "ByNeeds"), Copy("ByNeeds")),
            new("minimal API", Built("tests/Needs.Benchmarks.Shops", "ByHand"), Copy("ByHand")),
            new(ByHandGenerated, Built("tests/Needs.Benchmarks.Shops", "ByHandGenerated"), Copy("ByHandGenerated")),
            new(Sample, SampleFile, "--urls", "http://127.0.0.1:0", "--sqlite", Copy("Storefront")),
        ];

        string Copy(string name) => CopyDatabase(folder, name);
    }

    public static string SampleFile => Built("samples", "Storefront");

    public static string CopyDatabase(TemporaryFolder folder, string name)
    {
        var copy = folder.PathOf($"{name}.db");
        File.Copy(folder.PathOf("0.db"), copy);
        return copy;
    }

    // In the configuration in which this program was built.
    private static string Built(string folder, string project)
    {
        var output = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return RepositoryFiles.PathOf($"{folder}/{project}/bin/{output.Parent!.Name}/{output.Name}/{project}.dll");
    }
}
