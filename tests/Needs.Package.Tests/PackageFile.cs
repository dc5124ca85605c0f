using System.IO.Compression;
using System.Xml.Linq;

namespace Needs.Package.Tests;

/// <summary>Reads a nupkg or snupkg.</summary>
internal sealed class PackageFile(string path) : IDisposable
{
    private static readonly string[] Packaging = ["_rels/", "package/", "[Content_Types].xml"];

    private readonly ZipArchive _zip = ZipFile.OpenRead(path);

    /// <summary>The files, less those of the package format itself.</summary>
    public IReadOnlyList<string> Files =>
        [.. _zip.Entries.Select(entry => entry.FullName).Where(name => !Packaging.Any(name.StartsWith)).Order(StringComparer.Ordinal)];

    /// <summary>The metadata element of the nuspec.</summary>
    public XElement Metadata
    {
        get
        {
            using var stream = _zip.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
            var root = XDocument.Load(stream).Root!;
            return root.Element(root.Name.Namespace + "metadata")!;
        }
    }

    public byte[] Read(string name)
    {
        using var stream = _zip.GetEntry(name)!.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    public void Dispose() => _zip.Dispose();
}
