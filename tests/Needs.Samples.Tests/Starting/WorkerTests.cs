using System.Globalization;
using Needs.Samples.Tests.Running;

namespace Needs.Samples.Tests.Starting;

public sealed class WorkerTests
{
    [Fact]
    public async Task Night_OnItsOwnData_PrintsTheReport()
    {
        var (exitCode, printed) = await SampleProcess.RunAsync("Worker");

        Assert.Equal(0, exitCode);
        Assert.StartsWith("Nightly report for Wednesday, 30 September 2026", printed, StringComparison.Ordinal);
        Assert.True(Figure(printed, "Orders") > 0);
        Assert.True(Figure(printed, "Revenue") > 0);
        Assert.True(Figure(printed, "Delivered") > 0);
        Assert.Contains(" EUR", Rows(printed)[0], StringComparison.Ordinal);
        Assert.EndsWith("Connections lent now: 0", printed.TrimEnd(), StringComparison.Ordinal);
        Assert.DoesNotContain("AspNetCore", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Night_OnTheDataOfTheShop_DeliversItsOrders()
    {
        using var folder = new TempFolder();
        await using var store = await Store.OnSqliteFileAsync(folder.StoreFile);
        var before = await ShippedAsync(store);

        var (exitCode, printed) = await SampleProcess.RunAsync("Worker", folder.StoreFile);

        Assert.Equal(0, exitCode);
        Assert.Equal(before - (int)Figure(printed, "Delivered"), await ShippedAsync(store));
    }

    [Fact]
    public async Task Night_WithoutSuchAFile_SaysSo()
    {
        var (exitCode, printed) = await SampleProcess.RunAsync("Worker", "/nowhere/store.db");

        Assert.Equal(1, exitCode);
        Assert.StartsWith("The night shift was called off:", Assert.Single(printed.Trim().Split('\n')), StringComparison.Ordinal);
    }

    private static async Task<int> ShippedAsync(Store store)
    {
        using var answer = await store.Http.GetAsync("/api/orders?status=Shipped");
        using var list = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStreamAsync());
        return list.RootElement.GetProperty("total").GetInt32();
    }

    private static decimal Figure(string printed, string name)
    {
        var line = printed.Split('\n').Single(line => line.TrimStart().StartsWith(name, StringComparison.Ordinal));
        return decimal.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], NumberStyles.Number, CultureInfo.InvariantCulture);
    }

    private static string[] Rows(string printed) =>
        [.. printed.Split('\n').SkipWhile(line => !line.Contains("Not paid since", StringComparison.Ordinal)).Skip(1).TakeWhile(line => line.Trim().Length > 0)];
}
