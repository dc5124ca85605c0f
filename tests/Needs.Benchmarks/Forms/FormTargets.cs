using Needs.Benchmarks.Reporting;

namespace Needs.Benchmarks.Forms;

/// <summary>What is promised of forms, and where Needs costs more than what it is compared with.</summary>
internal static class FormTargets
{
    /// <summary>Less than this is not told apart from what else the machine does.</summary>
    private const double Noise = 1.02;

    private const string Checks = "Needs checks what code by hand takes as it comes: each name in any case, each value for being the only one.";

    private const string Compiled =
        "ASP.NET Core's own form comes compiled ahead of time with the framework; that of Needs is compiled when it is first used, for lack of a ReadyToRun publish.";

    private const string Same = "Part of the time is that of the request, which is the same for both.";

    public static IReadOnlyList<Target> Of(IReadOnlyList<FormResult> steady, FirstResult first)
    {
        var (valid, bad) = (steady.Single(result => result.Workload.Name == "8 scalars, list"), steady.Single(result => result.Workload.Name == "1 bad field"));
        var more = valid[Contestant.Needs].Allocated - valid[Contestant.HandOverCollection].Allocated;
        var later = first.Alone(Contestant.Needs).Median - first.Alone(Contestant.HandOverCollection).Median;
        return
        [
            Faster(valid, Contestant.HandOverCollection, 1 / 1.1, Checks),
            new Target("It allocates at most 256 bytes more than code by hand over `ReadFormAsync`", $"{more:+#,0;−#,0;0} bytes", more <= 256, Checks),
            Faster(valid, Contestant.Minimal, 1.4, Same),
            Faster(valid, Contestant.Mvc, 2.8, Same),
            Faster(bad, Contestant.Minimal, 2.5, "Needs finds all errors and writes them, a minimal API stops at the first and answers nothing."),
            new Target(
                "The first form of a process takes at most 5 ms more than with code by hand over `ReadFormAsync`",
                $"{first.Alone(Contestant.Needs).ToString("0.0")} ms, by hand {first.Alone(Contestant.HandOverCollection).ToString("0.0")} ms",
                later <= 5,
                Compiled),
        ];
    }

    /// <summary>A sentence for each contestant that is faster somewhere, or allocates less.</summary>
    public static IEnumerable<string> Slower(IReadOnlyList<FormResult> results)
    {
        foreach (var contestant in Contestant.Uploaders.Except([Contestant.Needs, Contestant.NeedsParts]))
        {
            // What keeps nothing is compared with what keeps nothing.
            var needs = contestant == Contestant.HandOverParts ? Contestant.NeedsParts : Contestant.Needs;
            var compared = results.Where(result => result.Contestants.Contains(contestant)).ToList();
            var faster = compared.Where(result => result.TimesOf(needs, contestant).Median * Noise < 1)
                .Select(result => $"{result.Workload.Name} {result.TimesOf(needs, contestant).Median:0.00} ×").ToList();
            var smaller = compared.Where(result => result[contestant].Allocated * Noise < result[needs].Allocated)
                .Select(result => $"{result.Workload.Name} {result[contestant].Allocated:N0} instead of {result[needs].Allocated:N0}").ToList();
            if (faster.Count > 0) yield return $"Forms read {Way(contestant)} take less time than with {Contestant.Describe(needs)}: {string.Join("; ", faster)}.{WhyFaster(contestant)}";
            if (smaller.Count > 0) yield return $"Forms read {Way(contestant)} allocate fewer bytes than with {Contestant.Describe(needs)}: {string.Join("; ", smaller)}.";
        }
    }

    public static IEnumerable<string> SlowerAtFirst(IReadOnlyList<FirstResult> results)
    {
        foreach (var result in results)
        {
            var needs = result.Alone(Contestant.Needs);
            var sooner = Contestant.All.Where(contestant => result.Alone(contestant).Median * Noise < needs.Median)
                .Select(contestant => $"{result.Alone(contestant).ToString("0.0")} ms {Way(contestant)}").ToList();
            if (sooner.Count > 0) yield return $"The first form of a process ({result.Workload.Name}) takes {needs.ToString("0.0")} ms with Needs, {string.Join(", ", sooner)}. {Compiled}";
        }
    }

    private static Target Faster(FormResult result, string contestant, double times, string why)
    {
        var promise = times >= 1 ? $"Needs is at least {times:0.0} times as fast as {Contestant.Describe(contestant)}" : $"Needs takes at most {1 / times:0.0} times the time of code {Contestant.Describe(contestant)}";
        var measured = result.TimesNeeds(contestant).Median;
        return new Target($"Form of {result.Workload.Name}: {promise}", $"{(times >= 1 ? measured : 1 / measured):0.00} times", measured >= times, why);
    }

    private static string Way(string contestant) => contestant switch
    {
        Contestant.Minimal => "by a minimal API",
        Contestant.Mvc => "by MVC",
        _ => Contestant.Describe(contestant),
    };

    private static string WhyFaster(string contestant) => contestant is Contestant.HandOverFormData or Contestant.HandOverCollection ? " " + Checks : "";
}
