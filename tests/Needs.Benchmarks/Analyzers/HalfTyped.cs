using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Needs.Benchmarks.Reporting;
using Needs.Testing.Metering;
using Needs.Testing.Verification;

namespace Needs.Benchmarks.Analyzers;

/// <summary>What an editor pays while somebody types: one file of a code base, broken in another way each time, is analysed again.</summary>
internal static class HalfTyped
{
    private const int EditCount = 30;
    private const int WholeRuns = 5;

    public static async Task<Table> MeasureAsync(CodeBase codeBase)
    {
        var file = codeBase.Compilation.SyntaxTrees.First();
        var text = file.ToString();
        var random = new Random(1);
        var edited = Enumerable.Range(0, EditCount).Select(_ => file.WithChangedText(SourceText.From(Edits.Apply(text, random)))).ToList();

        var table = new Table(
            $"One file of {text.AsSpan().Count('\n') + 1} lines of “{codeBase.Name}”, analysed as an editor does: CPU ms each time, as it is and broken at {EditCount} places, one at a time.",
            "analyzer", "as it is", "broken", "KB allocated, broken", "throws");
        foreach (var contestant in Contestant.All)
        {
            var whole = new List<AnalyzerCost>();
            for (var run = 0; run < WholeRuns; run++) whole.Add((await OfAsync(contestant, codeBase.Compilation, file))!);
            var broken = new List<AnalyzerCost>();
            foreach (var edit in edited)
            {
                if (await OfAsync(contestant, codeBase.Compilation.ReplaceSyntaxTree(file, edit), edit) is { } cost) broken.Add(cost);
            }

            table.Add(
                contestant.Name,
                new Sample(whole.Select(cost => cost.Cpu.TotalMilliseconds)).ToString("F1"),
                new Sample(broken.Select(cost => cost.Cpu.TotalMilliseconds)).ToString("F1"),
                new Sample(broken.Select(cost => cost.AllocatedBytes / 1024.0)).ToString("N0"),
                FormattableString.Invariant($"{EditCount - broken.Count} of {EditCount}"));
        }

        return table;
    }

    /// <returns>Null where the analyzer threw. Nothing of Needs may.</returns>
    private static async Task<AnalyzerCost?> OfAsync(Contestant contestant, Compilation compilation, SyntaxTree file)
    {
        try
        {
            return await AnalyzerCost.OfFileAsync(contestant.Analyzers(), compilation, file, contestant.Options);
        }
        catch (InvalidOperationException) when (Contestant.Others.Contains(contestant))
        {
            return null;
        }
    }
}
