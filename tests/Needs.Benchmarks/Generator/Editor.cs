using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Needs.Testing;

namespace Needs.Benchmarks.Generator;

/// <summary>A code base that is edited while generators watch.</summary>
internal sealed class Editor
{
    private const int WarmUps = 2;
    private const double Megabyte = 1e6;
    private static readonly GeneratorRunner Runner = new() { AspNetCore = true };
    private readonly Shop _shop;
    private readonly string[] _sources;

    public Editor(Shop shop)
    {
        _shop = shop;
        _sources = shop.Sources;
        Compilation = Runner.Compile(_sources);
        Compilation = Compilation.WithOptions(Compilation.Options.WithConcurrentBuild(false));
    }

    public CSharpCompilation Compilation { get; }

    /// <summary>A driver that has run over the unedited code base.</summary>
    public GeneratorDriver Drive(Contestant contestant, bool isTracked = false) => Drive(contestant, Compilation, isTracked);

    /// <summary>A driver that has run over another compilation.</summary>
    public static GeneratorDriver Drive(Contestant contestant, CSharpCompilation compilation, bool isTracked = false) => CSharpGeneratorDriver
        .Create(
            [contestant.Generator.AsSourceGenerator()],
            parseOptions: (CSharpParseOptions)compilation.SyntaxTrees[0].Options,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, isTracked))
        .RunGenerators(compilation);

    /// <summary>The code base as no generator has seen it: nothing of it is bound.</summary>
    public CSharpCompilation Edited(Edit edit, int n)
    {
        var file = edit.FileOf(_shop, n);
        var tree = Compilation.SyntaxTrees[file];
        return Compilation.ReplaceSyntaxTree(tree, Runner.Parse(edit.Change(_sources[file], file, n), tree.FilePath));
    }

    /// <summary>Measures contestants in turns, each edit from the same state.</summary>
    public IReadOnlyList<EditCost> Measure(Edit edit, int edits, params IReadOnlyList<Contestant> contestants)
    {
        var drivers = contestants.Select(contestant => Drive(contestant)).ToList();
        var times = contestants.Select(_ => new List<double>()).ToList();
        var bytes = contestants.Select(_ => new List<double>()).ToList();
        for (var n = -WarmUps; n < edits; n++)
        {
            for (var i = 0; i < drivers.Count; i++)
            {
                // There and back: nobody always comes after the same one.
                var which = n % 2 == 0 ? i : drivers.Count - 1 - i;
                var edited = Edited(edit, Math.Abs(n));
                var before = GC.GetAllocatedBytesForCurrentThread();
                var start = Stopwatch.GetTimestamp();
                drivers[which].RunGenerators(edited);
                var time = Stopwatch.GetElapsedTime(start);
                var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                if (n < 0) continue;
                times[which].Add(time.TotalMilliseconds);
                bytes[which].Add(allocated / Megabyte);
            }
        }

        return [.. bytes.Zip(times, (allocated, time) => new EditCost(new(allocated), new(time)))];
    }
}
