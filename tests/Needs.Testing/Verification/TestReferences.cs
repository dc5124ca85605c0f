using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Needs.Testing.Verification;

/// <summary>What test code is compiled against: the frameworks of the running test and the libraries beside it. Read once.</summary>
public static class TestReferences
{
    public static ImmutableArray<MetadataReference> NetCore { get; } = Framework("Microsoft.NETCore.App");

    public static ImmutableArray<MetadataReference> AspNetCore { get; } = Framework("Microsoft.AspNetCore.App");

    public static MetadataReference Needs { get; } = Beside("Needs.dll");

    public static MetadataReference NeedsAspNetCore { get; } = Beside("Needs.AspNetCore.dll");

    public static ImmutableArray<MetadataReference> Console { get; } = [.. NetCore, Needs];

    public static ImmutableArray<MetadataReference> Web { get; } = [.. NetCore, .. AspNetCore, Needs, NeedsAspNetCore];

    private static ImmutableArray<MetadataReference> Framework(string name)
    {
        var folder = $"{Path.DirectorySeparatorChar}{name}{Path.DirectorySeparatorChar}";
        var trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        return [.. trusted.Where(path => path.Contains(folder, StringComparison.Ordinal)).Select(path => MetadataReference.CreateFromFile(path))];
    }

    private static MetadataReference Beside(string file) =>
        MetadataReference.CreateFromFile(Path.Combine(AppContext.BaseDirectory, file));
}
