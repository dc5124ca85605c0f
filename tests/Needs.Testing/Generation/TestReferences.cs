using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Needs.AspNetCore;

namespace Needs.Testing;

/// <summary>The assemblies that code under test is compiled against: those that the test process itself runs on.</summary>
public static class TestReferences
{
    private static readonly ConcurrentDictionary<string, MetadataReference> Cache = new();

    private static readonly string[] Platform =
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);

    /// <summary>The base class library.</summary>
    public static IReadOnlyList<MetadataReference> Framework { get; } = InFolder("Microsoft.NETCore.App");

    /// <summary>ASP.NET Core's own assemblies, without those of the base class library.</summary>
    public static IReadOnlyList<MetadataReference> AspNetCoreFramework { get; } = InFolder("Microsoft.AspNetCore.App");

    public static MetadataReference Needs { get; } = Of(typeof(Database));

    public static MetadataReference NeedsAspNetCore { get; } = Of(typeof(NeedsBuilder));

    /// <summary>The fake provider of these tests.</summary>
    public static MetadataReference Fakes { get; } = Of(typeof(FakeConnection));

    public static MetadataReference Of(Type type) => Of(type.Assembly.Location);

    public static MetadataReference Of(string path) => Cache.GetOrAdd(path, static file => MetadataReference.CreateFromFile(file));

    private static List<MetadataReference> InFolder(string framework) =>
    [
        .. Platform.Where(file => file.Contains($"{Path.DirectorySeparatorChar}{framework}{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(Of),
    ];
}
