using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Needs.Generator;

namespace Needs.Testing.Verification;

/// <summary>Puts the generator under test into a workspace's project.</summary>
internal sealed class GeneratorReference : AnalyzerReference
{
    // The workspace looks generators up by identity.
    private readonly ImmutableArray<ISourceGenerator> _generators = [new NeedsGenerator().AsSourceGenerator()];

    public static GeneratorReference Instance { get; } = new();

    public override string? FullPath => null;

    public override object Id => this;

    public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzers(string language) => [];

    public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzersForAllLanguages() => [];

    public override ImmutableArray<ISourceGenerator> GetGenerators(string language) => _generators;

    public override ImmutableArray<ISourceGenerator> GetGeneratorsForAllLanguages() => _generators;
}
