using Needs.Benchmarks.Analyzers;
using Needs.Benchmarks.Builds;
using Needs.Benchmarks.Cursors;
using Needs.Benchmarks.EndToEnd;
using Needs.Benchmarks.Forms;
using Needs.Benchmarks.Generator;
using Needs.Benchmarks.Reporting;
using Needs.Benchmarks.StartUp;
using Needs.Benchmarks.Wrapper;

namespace Needs.Benchmarks;

/// <summary>All that is compared, in the order of docs/benchmarks.md.</summary>
internal static class Chapters
{
    public static IReadOnlyList<IComparison> All { get; } =
    [
        new WrapperComparison(), new EndToEndComparison(), new CursorComparison(), new FormComparison(), new GeneratorComparison(),
        new AnalyzerComparison(), new StartUpComparison(), new BuildComparison(),
    ];
}
