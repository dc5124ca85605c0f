using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using Needs.Benchmarks.Reporting;

namespace Needs.Benchmarks.StartUp;

/// <summary>How much the generator wrote for Storefront: its text lies in the program's symbols, and which method came from which file too.</summary>
internal static class GeneratedSize
{
    private static readonly Guid EmbeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    private static readonly (string Kind, Func<string, bool> IsIn)[] Kinds =
    [
        ("overload that takes a `Database`", _ => true),
        ("endpoint", name => name.EndsWith(".Endpoint.g.cs", StringComparison.Ordinal)),
        ("binder of a form's type", name => name.StartsWith("Needs.Generated.", StringComparison.Ordinal)),
        ("`MapHandlers`, once for all", name => name == "MapHandlers.g.cs"),
    ];

    public static Table Measure()
    {
        var files = Read(Shops.SampleFile);
        var handlers = files.Count(file => KindOf(file) == Kinds[0].Kind);
        var table = new Table(
            FormattableString.Invariant($"Written by the generator for Storefront's {handlers} handlers on a database, {files.Sum(file => file.Lines):N0} lines in all; median for each, and the least and the most."),
            "what", "how many", "lines", "characters", "bytes of IL");
        foreach (var (kind, _) in Kinds)
        {
            var some = files.Where(file => KindOf(file) == kind).ToList();
            table.Add(
                kind,
                FormattableString.Invariant($"{some.Count}"),
                Of(some, file => file.Lines),
                Of(some, file => file.Characters),
                Of(some, file => file.IntermediateBytes));
        }

        return table;
    }

    private static string KindOf(GeneratedFile file) => Kinds.Last(kind => kind.IsIn(file.Name)).Kind;

    private static string Of(IReadOnlyList<GeneratedFile> files, Func<GeneratedFile, double> figure) => new Sample(files.Select(figure)).ToString("N0");

    private static List<GeneratedFile> Read(string assembly)
    {
        using var image = new PEReader(File.OpenRead(assembly));
        using var provider = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(Path.ChangeExtension(assembly, "pdb")));
        var symbols = provider.GetMetadataReader();
        var bytes = IntermediateBytes(image, symbols);
        return
        [
            .. from document in symbols.Documents
               let path = symbols.GetString(symbols.GetDocument(document).Name)
               where path.Contains("Needs.Generator.NeedsGenerator", StringComparison.Ordinal)
               let text = TextOf(document, symbols)
               select new GeneratedFile(path[(path.LastIndexOfAny(['/', '\\']) + 1)..], text.Count(c => c == '\n'), text.Length, bytes.GetValueOrDefault(document)),
        ];
    }

    private static Dictionary<DocumentHandle, int> IntermediateBytes(PEReader image, MetadataReader symbols)
    {
        var metadata = image.GetMetadataReader();
        var bytes = new Dictionary<DocumentHandle, int>();
        foreach (var handle in symbols.MethodDebugInformation)
        {
            var method = symbols.GetMethodDebugInformation(handle);
            if (method.Document.IsNil) continue;

            // An async method has its lines in the state machine that it starts.
            var starter = method.GetStateMachineKickoffMethod();
            bytes[method.Document] = bytes.GetValueOrDefault(method.Document) + SizeOf(handle.ToDefinitionHandle()) + (starter.IsNil ? 0 : SizeOf(starter));
        }

        return bytes;

        int SizeOf(MethodDefinitionHandle method) => image.GetMethodBody(metadata.GetMethodDefinition(method).RelativeVirtualAddress).GetILReader().Length;
    }

    private static string TextOf(DocumentHandle document, MetadataReader symbols)
    {
        var embedded = symbols.GetCustomDebugInformation(document).Select(symbols.GetCustomDebugInformation)
            .Single(information => symbols.GetGuid(information.Kind) == EmbeddedSource);
        var blob = symbols.GetBlobReader(embedded.Value);
        var isCompressed = blob.ReadInt32() > 0;
        var content = new MemoryStream(blob.ReadBytes(blob.RemainingBytes));
        using var reader = new StreamReader(isCompressed ? new DeflateStream(content, CompressionMode.Decompress) : content, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private sealed record GeneratedFile(string Name, int Lines, int Characters, int IntermediateBytes);
}
