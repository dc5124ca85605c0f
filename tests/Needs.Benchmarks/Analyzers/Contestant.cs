using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Needs.Analyzers.Leaks;

namespace Needs.Benchmarks.Analyzers;

/// <summary>An analyzer of leaks, with the rules that find them.</summary>
internal sealed record Contestant(string Name, Func<IEnumerable<DiagnosticAnalyzer>> Analyzers, Func<string, bool> IsWanted, AnalyzerConfigOptions Settings)
{
    private const string AllOfNeeds = "Needs, all rules";
    private const string Ca2000 = "CA2000";
    private const string CommandRule = "NEEDS105";

    public static ImmutableArray<Contestant> All { get; } =
    [
        new(AllOfNeeds, () => In(typeof(LeakAnalyzer).Assembly), id => id.StartsWith("NEEDS", StringComparison.Ordinal), new Values()),
        new("Needs, leak rules", () => [new LeakAnalyzer()], id => id.StartsWith("NEEDS1", StringComparison.Ordinal), new Values()),
        new("CA2000", () => DisposeRule, id => id == Ca2000, new Values()),
        new("CA2000, AllPaths", () => DisposeRule, id => id == Ca2000, new Values(("dotnet_code_quality.CA2000.dispose_analysis_kind", "AllPaths"))),
        new(
            "IDisposableAnalyzers",
            () => Peer("IDisposableAnalyzers", "analyzers/dotnet/cs/IDisposableAnalyzers.dll"),
            id => id.StartsWith("IDISP", StringComparison.Ordinal),
            new Values()),
    ];

    public static Contestant Needs => All.Single(contestant => contestant.Name == AllOfNeeds);

    /// <summary>CA2000 as it is by default.</summary>
    public static Contestant DisposeAnalysis => All.Single(contestant => contestant.Name == Ca2000);

    public static IEnumerable<Contestant> Others => All.Where(contestant => !contestant.Name.StartsWith("Needs", StringComparison.Ordinal));

    /// <summary>The rules that are off by default.</summary>
    public static IReadOnlyDictionary<string, ReportDiagnostic> SwitchedOn { get; } =
        new Dictionary<string, ReportDiagnostic> { [Ca2000] = ReportDiagnostic.Warn, [CommandRule] = ReportDiagnostic.Warn };

    /// <summary>New each time: analyzers remember settings by the object that these are.</summary>
    public AnalyzerOptions Options => new([], new Provider(Settings));

    private static IEnumerable<DiagnosticAnalyzer> DisposeRule =>
        Peer("Microsoft.CodeAnalysis.NetAnalyzers", "analyzers/dotnet/cs/Microsoft.CodeAnalysis.NetAnalyzers.dll")
            .Where(analyzer => analyzer.SupportedDiagnostics.Any(descriptor => descriptor.Id == Ca2000));

    // Restored by the build, which writes down where to.
    private static IEnumerable<DiagnosticAnalyzer> Peer(string package, string file)
    {
        var folder = typeof(Contestant).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == package).Value!;
        return In(Assembly.LoadFrom(Path.Combine(folder, file)));
    }

    private static IEnumerable<DiagnosticAnalyzer> In(Assembly assembly) =>
        assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsDefined(typeof(DiagnosticAnalyzerAttribute), inherit: false))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!);

    private sealed class Provider(AnalyzerConfigOptions settings) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions => settings;

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => settings;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => settings;
    }

    private sealed class Values(params (string Key, string Value)[] settings) : AnalyzerConfigOptions
    {
        private readonly Dictionary<string, string> _settings = settings.ToDictionary(setting => setting.Key, setting => setting.Value, KeyComparer);

        // Those of .NET's analyzers that read settings at all enumerate them.
        public override IEnumerable<string> Keys => _settings.Keys;

        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => _settings.TryGetValue(key, out value);
    }
}
