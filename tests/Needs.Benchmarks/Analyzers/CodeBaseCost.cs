using Microsoft.CodeAnalysis;
using Needs.Benchmarks.Reporting;
using Needs.Testing.Metering;

namespace Needs.Benchmarks.Analyzers;

/// <summary>What an analyzer takes for a code base.</summary>
internal sealed record CodeBaseCost(CodeBase CodeBase, Contestant Contestant, IReadOnlyList<AnalyzerCost> Runs)
{
    /// <summary>Milliseconds per 1,000 lines.</summary>
    public Sample Cpu => new(Runs.Select(run => run.Cpu.TotalMilliseconds * 1000 / CodeBase.Lines));

    /// <summary>Kilobytes per 1,000 lines.</summary>
    public Sample Allocated => new(Runs.Select(run => run.AllocatedBytes / 1024.0 * 1000 / CodeBase.Lines));

    public int Reports => Runs[0].Reports.Count(report => Contestant.IsWanted(report.Id));

    /// <summary>
    /// The method that takes the most, by the least of its runs: a garbage collection falls on whichever method allocates just then.
    /// </summary>
    public (string Name, int Lines, TimeSpan Cpu) WorstMethod => Runs
        .SelectMany(run => run.Methods)
        .GroupBy(method => method.Key.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat), StringComparer.Ordinal)
        .Select(runs => (runs.Key, LinesOf(runs.First().Key), runs.Min(run => run.Value)))
        .MaxBy(method => method.Item3);

    /// <summary>Contestants take turns, there and back: nobody always comes after the same one.</summary>
    public static async Task<IReadOnlyList<CodeBaseCost>> MeasureAsync(CodeBase codeBase, int rounds)
    {
        var runs = Contestant.All.ToDictionary(contestant => contestant, _ => new List<AnalyzerCost>());
        for (var round = 0; round < rounds; round++)
        {
            foreach (var contestant in round % 2 == 0 ? Contestant.All : Contestant.All.Reverse())
                runs[contestant].Add(await OfAsync(contestant, codeBase));
        }

        return [.. Contestant.All.Select(contestant => new CodeBaseCost(codeBase, contestant, runs[contestant]))];
    }

    public static Task<AnalyzerCost> OfAsync(Contestant contestant, CodeBase codeBase, CancellationToken cancellation = default)
    {
        GC.Collect();
        return AnalyzerCost.OfAsync(contestant.Analyzers(), codeBase.Compilation, contestant.Options, cancellation);
    }

    private static int LinesOf(ISymbol method)
    {
        if (method.DeclaringSyntaxReferences is not [var reference, ..]) return 0;
        var span = reference.GetSyntax().GetLocation().GetLineSpan();
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }
}
