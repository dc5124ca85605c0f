using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Needs.Generator;

namespace Needs.Testing.Verification;

/// <summary>The project that test code is compiled in, with the source generator in it as in a user's build.</summary>
public sealed record TestProject
{
    /// <summary>The user's files: name and text without markup.</summary>
    public required ImmutableArray<(string Name, string Text)> Files { get; init; }

    public ImmutableArray<MetadataReference> References { get; init; } = Web;

    /// <summary>What a console project that uses Needs references.</summary>
    public static ImmutableArray<MetadataReference> Console { get; } =
        [.. TestReferences.Framework, TestReferences.Needs, TestReferences.Fakes];

    /// <summary>What a web project that uses Needs.AspNetCore references.</summary>
    public static ImmutableArray<MetadataReference> Web { get; } =
        [.. Console, .. TestReferences.AspNetCoreFramework, TestReferences.NeedsAspNetCore];

    public LanguageVersion LanguageVersion { get; init; } = LanguageVersion.Latest;

    /// <summary>Namespaces that every file uses; in a file of their own, so that positions in the user's files are the written ones.</summary>
    public ImmutableArray<string> Usings { get; init; } = DefaultUsings;

    public static ImmutableArray<string> DefaultUsings { get; } =
    [
        "Needs", "System", "System.Collections.Generic", "System.Data", "System.Data.Common", "System.Threading", "System.Threading.Tasks",
    ];

    /// <summary>A library, unless the files hold a program.</summary>
    public OutputKind OutputKind { get; init; } = OutputKind.DynamicallyLinkedLibrary;

    /// <summary>Rules that are off by default and on here.</summary>
    public ImmutableArray<string> EnabledIds { get; init; } = [];

    private IEnumerable<(string Name, string Text)> AllFiles =>
        Files.Append(("GlobalUsings.cs", string.Join('\n', Usings.Select(name => $"global using {name};"))));

    private CSharpParseOptions ParseOptions => new(LanguageVersion, DocumentationMode.Diagnose);

    private CSharpCompilationOptions CompilationOptions => new(
        OutputKind,
        allowUnsafe: true,
        nullableContextOptions: LanguageVersion >= LanguageVersion.CSharp8 ? NullableContextOptions.Enable : NullableContextOptions.Disable,
        specificDiagnosticOptions: EnabledIds.Select(id => KeyValuePair.Create(id, ReportDiagnostic.Warn)));

    public CSharpCompilation Compile() =>
        CSharpCompilation.Create(
            "Test",
            AllFiles.Select(file => CSharpSyntaxTree.ParseText(SourceText.From(file.Text), ParseOptions, file.Name)),
            References,
            CompilationOptions);

    /// <summary>The compilation after the generator ran.</summary>
    /// <exception cref="InvalidOperationException">The generator threw or reported something; it must be silent.</exception>
    public Compilation CompileWithGenerator()
    {
        CSharpGeneratorDriver
            .Create([new NeedsGenerator().AsSourceGenerator()], parseOptions: ParseOptions)
            .RunGeneratorsAndUpdateCompilation(Compile(), out var compilation, out var diagnostics);

        return diagnostics.IsEmpty
            ? compilation
            : throw new InvalidOperationException($"the generator is not silent:\n{string.Join('\n', diagnostics)}");
    }

    /// <summary>The same project in a workspace, for code fixes. The generator runs as an analyzer reference.</summary>
    public Project InWorkspace()
    {
        var id = ProjectId.CreateNewId();
        var info = ProjectInfo.Create(
            id,
            VersionStamp.Default,
            "Test",
            "Test",
            LanguageNames.CSharp,
            compilationOptions: CompilationOptions,
            parseOptions: ParseOptions,
            metadataReferences: References,
            analyzerReferences: [GeneratorReference.Instance]);
        var project = new AdhocWorkspace().CurrentSolution.AddProject(info).GetProject(id)!;

        return AllFiles.Aggregate(
            project, (current, file) => current.AddDocument(file.Name, SourceText.From(file.Text), filePath: file.Name).Project);
    }
}
