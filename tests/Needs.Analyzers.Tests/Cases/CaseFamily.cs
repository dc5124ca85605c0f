using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Needs.Analyzers.Tests.Documentation;
using Needs.Testing.Verification;

namespace Needs.Analyzers.Tests.Cases;

/// <summary>Rules of one namespace, and the case files in the folder of that name.</summary>
internal sealed class CaseFamily(string name)
{
    private readonly Lazy<ImmutableArray<string>> _names = new(() => NamesIn(FolderOf(name)));

    private Task<ImmutableArray<Diagnostic>>? _reports;

    public static CaseFamily Leaks { get; } = new("Leaks");

    public static CaseFamily Lending { get; } = new("Lending");

    public static CaseFamily Injection { get; } = new("Injection");

    public static ImmutableArray<CaseFamily> All { get; } = [Leaks, Lending, Injection];

    public ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } =
        [.. Rules.Analyzers.Where(analyzer => analyzer.GetType().Namespace == $"Needs.Analyzers.{name}")];

    public string Folder => FolderOf(name);

    public ImmutableArray<string> Names => _names.Value;

    public IEnumerable<CaseFile> Files => Names.Select(CaseFile.Read);

    public IEnumerable<Case> Cases => Files.SelectMany(file => file.Cases);

    /// <summary>What is reported of all files in one compilation; found once.</summary>
    public Task<ImmutableArray<Diagnostic>> ReportsAsync() => _reports ??= Reported.ByAsync(Analyzers, Compile(Files));

    /// <summary>The files as one project, with the generator in it.</summary>
    public static Compilation Compile(IEnumerable<CaseFile> files) =>
        new TestProject
        {
            Files = [.. files.Select(file => (file.Name, file.Markup.Source))],
            References = CaseReferences.All,
            Usings = [],
        }.CompileWithGenerator();

    public override string ToString() => name;

    private static string FolderOf(string name) => Path.Combine(CaseFile.Folder, name, "Cases");

    private static ImmutableArray<string> NamesIn(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(CaseFile.Folder, path).Replace(Path.DirectorySeparatorChar, '/'))
            .Order(StringComparer.Ordinal),
    ];
}
