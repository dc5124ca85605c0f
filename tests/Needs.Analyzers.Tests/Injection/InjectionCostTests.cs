using System.Text;
using Needs.Analyzers.Injection;
using Needs.Analyzers.Tests.Cases;
using Needs.Testing.Metering;
using Needs.Testing.Verification;
using Xunit.Abstractions;

namespace Needs.Analyzers.Tests.Injection;

/// <summary>What following values takes where there is much to follow. Processor time of the analyzer alone, the best of some runs.</summary>
public class InjectionCostTests(ITestOutputHelper output)
{
    private const int Runs = 3;

    // Of such that a busy machine spoils one of.
    private const int Rounds = 3;

    private const double MostForFourTimesAsMany = 8;

    private static readonly TimeSpan Aim = TimeSpan.FromMilliseconds(100);

    // What is more than the aim is for slow and busy machines.
    private static readonly TimeSpan Longest = Aim * 15;

    private static readonly Dictionary<string, string> Actions = new()
    {
        ["branches that add"] = "var sql = \"\";" + Repeat(150, i => $"if (name.Length > {i}) sql += \" AND c{i} = '\" + name + \"'\";") + "return db.Execute(sql);",
        ["loops in each other"] = "var sql = name;" + Repeat(12, i => $"for (var i{i} = 0; i{i} < 9; i{i}++) {{ sql += i{i};") + "db.Execute(sql);" + Repeat(12, _ => "}") + "return 0;",
        ["lambdas in each other"] = Repeat(8, i => $"Use(() => {{ var x{i} = name + {i};") + "db.Execute(name);" + Repeat(8, _ => "});") + "return 0;",
        ["checks"] = Repeat(150, i => $"if (name != \"{i}\" && other == \"{i}\") db.Execute(\"SELECT \" + other);") + "return 0;",
        ["variables"] = Repeat(200, i => $"var v{i} = name + other; Use2(v{i});") + "return db.Execute(v199);",
        ["local functions"] = Repeat(40, i => $"string L{i}(string s) => {(i == 0 ? "s" : $"L{i - 1}(s) + L{i - 1}(s)")};") + "return db.Execute(L39(name));",
    };

    public static TheoryData<string> Shapes => [.. Actions.Keys];

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task LongAction_TakesAMoment(string shape)
    {
        var cost = await BestAsync($"public int Run(string name, string other) {{ {Actions[shape]} }}");

        output.WriteLine($"{shape}: {cost.Cpu.TotalMilliseconds:F0} ms, {cost.Reports.Length} reports");
        Assert.InRange(cost.Cpu, TimeSpan.Zero, Longest);
    }

    [Fact]
    public async Task ActionsOverMethodsThatAllCallEachOther_CostTheSameEach()
    {
        var times = double.MaxValue;
        for (var round = 0; round < Rounds && times > MostForFourTimesAsMany; round++)
        {
            var one = await BestAsync(Mesh(20));
            var four = await BestAsync(Mesh(80));
            times = four.Cpu / one.Cpu;
            output.WriteLine($"20: {one.Cpu.TotalMilliseconds:F0} ms, 80: {four.Cpu.TotalMilliseconds:F0} ms, {times:F2} times");
        }

        Assert.InRange(times, 0, MostForFourTimesAsMany);
    }

    [Fact]
    public async Task LongSwitchInALoop_IsFollowedToItsEnd()
    {
        var cases = Repeat(40, i => $"case \"c{i}\": if (other == \"{i}\") {{ where.Add(\"a\"); break; }} where.Add(\"b\"); break; ");
        var cost = await BestAsync(
            "public int Run(System.Collections.Generic.List<string> names, string other) { var where = new System.Collections.Generic.List<string>(); "
            + $"foreach (var name in names) {{ switch (name.ToLower()) {{ {cases} default: where.Add(name); break; }} }} "
            + "return db.Execute(\"SELECT \" + string.Join(\",\", where)); }");

        Assert.Single(cost.Reports);
    }

    private static string Mesh(int methods) => Repeat(methods, i =>
        $"public int A{i}(string name) => M{i}(name, 1);\n"
        + $"private int M{i}(string name, int x) {{ {Repeat(8, n => $"if (x == {n}) return M{((i * 7) + (n * 11)) % methods}(name, x);")} return db.Execute(\"SELECT \" + name); }}\n");

    private static async Task<AnalyzerCost> BestAsync(string members)
    {
        var compilation = new TestProject
        {
            Files = [("Controller.cs", $$"""
                using Dapper;
                using Microsoft.AspNetCore.Mvc;

                public class LongController(System.Data.Common.DbConnection db) : ControllerBase
                {
                    {{members}}
                    private static void Use(System.Action action) => action();
                    private static void Use2(string text) { }
                }
                """)],
            References = CaseReferences.All,
            Usings = [],
        }.Compile();

        AnalyzerCost? best = null;
        for (var run = 0; run < Runs && (best is null || best.Cpu > Aim); run++)
        {
            // A shape that never ends fails, and is named.
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            var cost = await AnalyzerCost.OfAsync([new InjectionAnalyzer()], compilation, cancellation: patience.Token);
            best = best is null || cost.Cpu < best.Cpu ? cost : best;
        }

        return best!;
    }

    private static string Repeat(int count, Func<int, string> text)
    {
        var all = new StringBuilder();
        for (var i = 0; i < count; i++)
            all.Append(text(i));
        return all.ToString();
    }
}
