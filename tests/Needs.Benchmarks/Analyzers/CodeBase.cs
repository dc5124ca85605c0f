using Dapper;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Needs.Generator;
using Needs.Testing;
using Needs.Testing.Verification;

namespace Needs.Benchmarks.Analyzers;

/// <summary>Sources as one compilation, against all that this program itself runs on.</summary>
internal sealed record CodeBase(string Name, Compilation Compilation, int Lines)
{
    private static readonly string[] Usings =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks",
    ];

    private static readonly CSharpParseOptions ParseOptions =
        new(LanguageVersion.Preview, preprocessorSymbols: ["NET", "NETCOREAPP", "NET8_0_OR_GREATER", "NET9_0_OR_GREATER", "NET10_0_OR_GREATER"]);

    public static CodeBase Business { get; } = Of("business code, 1 method of 40 on a database", BusinessCode.Files(classes: 70));

    public static CodeBase DataAccess { get; } = Of("data access, every method on a database", DataAccessCode.Files(classes: 40));

    public static CodeBase Library { get; } = Of("a library, the runtime of Needs", FilesIn(RepositoryFiles.PathOf("runtime")));

    public static CodeBase In(string folder) => Of(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))), FilesIn(folder));

    /// <summary>As the compiler has it when analyzers run: with what the generator wrote.</summary>
    public static CodeBase Of(string name, IEnumerable<(string Name, string Text)> files)
    {
        var sources = files.ToList();
        var trees = sources
            .Append(("GlobalUsings.g.cs", string.Concat(Usings.Select(space => $"global using global::{space};\n"))))
            .Select(file => CSharpSyntaxTree.ParseText(file.Item2, ParseOptions, file.Item1));
        var compilation = CSharpCompilation.Create(
            "Measured",
            trees,
            [.. TestProject.Web, .. References()],
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                allowUnsafe: true,
                nullableContextOptions: NullableContextOptions.Enable,
                specificDiagnosticOptions: Contestant.SwitchedOn));
        CSharpGeneratorDriver.Create([new NeedsGenerator().AsSourceGenerator()], parseOptions: ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out var complete, out _);
        return new CodeBase(name, complete, sources.Sum(file => file.Text.AsSpan().Count('\n') + 1));
    }

    private static IEnumerable<MetadataReference> References() =>
        ((IEnumerable<Type>)[typeof(SqlMapper), typeof(Compilation), typeof(CSharpCompilation), typeof(Workspace)]).Select(TestReferences.Of);

    private static IEnumerable<(string Name, string Text)> FilesIn(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => !Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"))
            .Order(StringComparer.Ordinal)
            .Select(path => (path, File.ReadAllText(path)));
}
