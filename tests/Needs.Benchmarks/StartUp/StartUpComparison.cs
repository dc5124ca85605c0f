using Needs.Benchmarks.Programs;
using Needs.Benchmarks.Reporting;

namespace Needs.Benchmarks.StartUp;

/// <summary>Storefront's JSON API with Needs and as minimal APIs: time to the first answer, size of what is generated, trimmed publish.</summary>
internal sealed class StartUpComparison : IComparison
{
    private const int Rounds = 9;
    private const int TrimmedRounds = 5;
    private const string FirstPath = "/api/customers";

    private static readonly string[] Paths =
    [
        FirstPath, "/api/customers?search=an&page=2", "/api/customers/1", "/api/customers/999999", "/api/customers/1/orders", "/api/orders",
        "/api/orders?status=Paid&page=2", "/api/orders/1", "/api/orders/999999", "/api/orders/export", "/api/overview", "/api/products",
    ];

    private static readonly (string Path, string Json)[] Posts =
    [
        ("/api/orders", """{ "customerId": 1, "lines": [{ "productId": 1, "quantity": 1 }, { "productId": 2, "quantity": 2 }], "note": "soon" }"""),
        ("/api/orders", """{ "customerId": 1, "lines": [] }"""),
        ("/api/orders/", """{ "customerId": 999999, "lines": [{ "productId": 1, "quantity": 1 }] }"""),
    ];

    public string Name => "startup";

    public async Task<Report> RunAsync()
    {
        using var folder = new TemporaryFolder();
        var shops = await Shops.BuiltAsync(folder);
        // The whole of Storefront answers errors with pages of its own.
        await SameAnswers.CheckAsync(shops.Where(shop => shop.Name != Shops.Sample), Paths, Posts);
        var startUps = await StartUps.MeasureAsync(shops, FirstPath, Rounds);

        var trimmed = await TrimmedShop.PublishAllAsync(folder);
        await SameAnswers.CheckAsync(trimmed.Select(shop => shop.Program), Paths, Posts);
        var trimmedStartUps = await StartUps.MeasureAsync([.. trimmed.Select(shop => shop.Program)], FirstPath, TrimmedRounds);

        var warnings = trimmed[0].Warnings;
        return new Report(
            [
                new Target(
                    "A trimmed publish of a web program with Needs works and is free of warnings",
                    FormattableString.Invariant($"{warnings} warnings, and {Paths.Length + Posts.Length} requests answered as without Needs"),
                    warnings == 0,
                    "What the linker says is in its output"),
            ],
            [Table(startUps), GeneratedSize.Measure(), Table(trimmed, trimmedStartUps)],
            [])
        {
            Slower = [.. WhereNeedsIsSlower("Start-up", startUps), .. WhereNeedsIsSlower("Start-up, trimmed", trimmedStartUps)],
        };
    }

    private static Table Table(IReadOnlyList<StartUps> startUps)
    {
        var table = new Table(
            $"Milliseconds from the start of the process, median of {Rounds} starts, and the least and the most.",
            "program", "until it listens", "first request", "until the first answer", "CPU until then", "assembly, KB");
        foreach (var start in startUps)
        {
            table.Add(
                start.Program.Name,
                start.Listening.ToString("F0"),
                start.FirstRequest.ToString("F0"),
                start.Total.ToString("F0"),
                start.Cpu.ToString("F0"),
                FormattableString.Invariant($"{new FileInfo(start.Program.Assembly).Length / 1024.0:F0}"));
        }

        return table;
    }

    private static Table Table(IReadOnlyList<TrimmedShop> shops, IReadOnlyList<StartUps> startUps)
    {
        var table = new Table(
            $"Published trimmed and with the runtime (`PublishTrimmed`); milliseconds are medians of {TrimmedRounds} starts.",
            "program", "warnings", "MB in all", "of that assemblies of Needs, KB", "until the first answer", "CPU until then");
        foreach (var (shop, start) in shops.Zip(startUps))
        {
            table.Add(
                shop.Program.Name,
                FormattableString.Invariant($"{shop.Warnings}"),
                FormattableString.Invariant($"{shop.Bytes / 1024.0 / 1024:F2}"),
                FormattableString.Invariant($"{shop.BytesOfNeeds / 1024.0:F0}"),
                start.Total.ToString("F0"),
                start.Cpu.ToString("F0"));
        }

        return table;
    }

    private static IEnumerable<string> WhereNeedsIsSlower(string what, IReadOnlyList<StartUps> startUps)
    {
        var needs = startUps[0];
        foreach (var other in startUps.Skip(1).Where(start => start.Program.Name != Shops.Sample && start.Total.Median < needs.Total.Median))
        {
            yield return FormattableString.Invariant(
                $"{what}: {needs.Program.Name} gives its first answer after {needs.Total.Median:F0} ms, {other.Program.Name} after {other.Total.Median:F0} ms.");
        }
    }
}
