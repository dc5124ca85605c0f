using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Xml.Linq;

namespace Needs.Package.Tests;

[Collection(nameof(Packages))]
public class PackageContentTests(Packages packages)
{
    public static TheoryData<string> AllIds => ["Needs", "Needs.AspNetCore", "Needs.Analyzers"];

    public static TheoryData<string> RuntimeIds => ["Needs", "Needs.AspNetCore"];

    [Fact]
    public void Needs_HasRuntimeAndCompilerParts()
    {
        using var package = packages.Open("Needs");

        Assert.Equal(
            [
                "Needs.nuspec", "README.md",
                "analyzers/dotnet/cs/Needs.Analyzers.dll", "analyzers/dotnet/cs/Needs.CodeFixes.dll", "analyzers/dotnet/cs/Needs.Generator.dll",
                "lib/net10.0/Needs.dll", "lib/net10.0/Needs.xml",
            ],
            package.Files);
    }

    [Fact]
    public void NeedsAspNetCore_HasTheRuntimeOnly()
    {
        using var package = packages.Open("Needs.AspNetCore");

        Assert.Equal(
            ["Needs.AspNetCore.nuspec", "README.md", "lib/net10.0/Needs.AspNetCore.dll", "lib/net10.0/Needs.AspNetCore.xml"],
            package.Files);
    }

    [Fact]
    public void NeedsAnalyzers_HasCompilerPartsOnly()
    {
        using var package = packages.Open("Needs.Analyzers");

        Assert.Equal(
            [
                "Needs.Analyzers.nuspec", "README.md",
                "analyzers/dotnet/cs/Needs.Analyzers.dll", "analyzers/dotnet/cs/Needs.CodeFixes.dll",
                "buildTransitive/Needs.Analyzers.targets",
            ],
            package.Files);
    }

    [Fact]
    public void NeedsAnalyzers_IsADevelopmentDependency()
    {
        using var package = packages.Open("Needs.Analyzers");

        Assert.Equal("true", Assert.Single(Named(package, "developmentDependency")).Value);
    }

    [Theory]
    [InlineData("Needs")]
    [InlineData("Needs.Analyzers")]
    public void Package_DependsOnNothing(string id)
    {
        using var package = packages.Open(id);

        Assert.Empty(Named(package, "dependency"));
        Assert.Empty(Named(package, "frameworkReference"));
    }

    [Fact]
    public void NeedsAspNetCore_BringsNeedsWithItsAnalyzers_AndTheSharedFramework()
    {
        using var package = packages.Open("Needs.AspNetCore");

        var dependency = Assert.Single(Named(package, "dependency"));
        Assert.Equal(("Needs", Packages.Version, "All"), (Of(dependency, "id"), Of(dependency, "version"), Of(dependency, "include")));
        Assert.Null(dependency.Attribute("exclude"));
        Assert.Equal("Microsoft.AspNetCore.App", Of(Assert.Single(Named(package, "frameworkReference")), "name"));
    }

    [Theory]
    [MemberData(nameof(AllIds))]
    public void Package_SaysWhatItIs(string id)
    {
        using var package = packages.Open(id);

        Assert.Equal("MIT", Assert.Single(Named(package, "license")).Value);
        Assert.Equal("README.md", Assert.Single(Named(package, "readme")).Value);
        Assert.StartsWith($"# {id}\n", Encoding.UTF8.GetString(package.Read("README.md")), StringComparison.Ordinal);
        Assert.InRange(Assert.Single(Named(package, "description")).Value.Length, 80, 400);
    }

    [Theory]
    [MemberData(nameof(RuntimeIds))]
    public void PublicTypes_AreDocumented(string id)
    {
        using var package = packages.Open(id);
        using var assembly = new PEReader(new MemoryStream(package.Read($"lib/net10.0/{id}.dll")));
        var metadata = assembly.GetMetadataReader();

        var documented = XDocument.Load(new MemoryStream(package.Read($"lib/net10.0/{id}.xml"))).Descendants("member")
            .Select(member => member.Attribute("name")!.Value).ToHashSet();

        var types = metadata.TypeDefinitions.Select(metadata.GetTypeDefinition)
            .Where(type => (type.Attributes & System.Reflection.TypeAttributes.VisibilityMask) == System.Reflection.TypeAttributes.Public)
            .Select(type => $"T:{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}");
        Assert.Empty(types.Except(documented));
    }

    [Theory]
    [MemberData(nameof(RuntimeIds))]
    public void Symbols_AreInTheSymbolPackage(string id)
    {
        using var package = packages.Open(id, "snupkg");

        Assert.Equal([$"{id}.nuspec", $"lib/net10.0/{id}.pdb"], package.Files);
        using var symbols = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(package.Read($"lib/net10.0/{id}.pdb")));
        Assert.All(DocumentNames(symbols.GetMetadataReader()), IsMapped);
    }

    [Theory]
    [MemberData(nameof(AllIds))]
    public void Assemblies_AreDeterministic_AndNameNoFolderOfThisMachine(string id)
    {
        using var package = packages.Open(id);

        foreach (var name in package.Files.Where(file => file.EndsWith(".dll", StringComparison.Ordinal)))
        {
            var bytes = package.Read(name);
            using var assembly = new PEReader(new MemoryStream(bytes));
            var debug = assembly.ReadDebugDirectory();
            Assert.Contains(debug, entry => entry.Type == DebugDirectoryEntryType.Reproducible);
            foreach (var embedded in debug.Where(entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb))
            {
                using var symbols = assembly.ReadEmbeddedPortablePdbDebugDirectoryData(embedded);
                Assert.All(DocumentNames(symbols.GetMetadataReader()), IsMapped);
            }

            AssertNoMachinePath(bytes, name);
        }
    }

    [Theory]
    [MemberData(nameof(AllIds))]
    public void Texts_NameNoFolderOfThisMachine(string id)
    {
        using var package = packages.Open(id);

        foreach (var name in package.Files.Where(file => !file.EndsWith(".dll", StringComparison.Ordinal)))
            AssertNoMachinePath(package.Read(name), name);
    }

    private static void AssertNoMachinePath(byte[] bytes, string name)
    {
        foreach (var folder in (string[])[Packages.RepositoryRoot, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + "/"])
        {
            foreach (var encoding in (Encoding[])[Encoding.UTF8, Encoding.Unicode])
                Assert.True(bytes.AsSpan().IndexOf(encoding.GetBytes(folder)) < 0, $"{name} contains {folder}");
        }
    }

    private static IEnumerable<string> DocumentNames(MetadataReader symbols) =>
        symbols.Documents.Select(document => symbols.GetString(symbols.GetDocument(document).Name)).Where(Path.IsPathRooted);

    private static void IsMapped(string document) => Assert.StartsWith("/_/", document, StringComparison.Ordinal);

    private static IEnumerable<XElement> Named(PackageFile package, string name) =>
        package.Metadata.Descendants().Where(element => element.Name.LocalName == name);

    private static string Of(XElement element, string attribute) => element.Attribute(attribute)!.Value;
}
