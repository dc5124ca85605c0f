using Needs.Samples.Tests.Running;

namespace Needs.Samples.Tests.Starting;

/// <summary>How Storefront starts and ends, and what it says when it can't.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task SecondStart_FindsTheDataOfTheFirst()
    {
        using var folder = new TempFolder();
        await using (var first = await Store.OnSqliteFileAsync(folder.StoreFile))
        {
            await first.AssertPrintsAsync("filled it with sample customers and orders");
            Assert.Equal(0, await first.StopAsync());
        }

        await using var second = await Store.OnSqliteFileAsync(folder.StoreFile);

        Assert.DoesNotContain("filled", second.Printed, StringComparison.Ordinal);
        Assert.Contains("<dd>4,800</dd>", await second.Http.GetStringAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SampleData_IsTheSameEachTime()
    {
        await using var one = await Store.OnSqliteAsync();
        await using var other = await Store.OnSqliteAsync();

        Assert.Equal(await one.Http.GetStringAsync("/api/orders/export"), await other.Http.GetStringAsync("/api/orders/export"));
    }

    [Fact]
    public async Task BrokenTable_IsAPageThatShowsNothingOfTheInside()
    {
        await using var store = await Store.OnSqliteAsync(withoutTable: "order_lines");

        using var page = await store.Http.GetAsync("/orders");
        using var json = await store.Http.GetAsync("/api/orders");
        var text = await page.Content.ReadAsStringAsync() + await json.Content.ReadAsStringAsync();

        Assert.Equal((500, 500), ((int)page.StatusCode, (int)json.StatusCode));
        Assert.Contains("<h1>Something went wrong on our side</h1>", text, StringComparison.Ordinal);
        Assert.DoesNotContain("order_lines", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        await store.AssertPrintsAsync("no such table: order_lines");
        Assert.Contains("written: 0,", await store.Http.GetStringAsync("/customers"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TakenPort_IsSaidInOneSentence()
    {
        await using var store = await Store.OnSqliteAsync();
        using var folder = new TempFolder();
        var (exitCode, printed) = await SampleProcess.RunAsync(
            "Storefront", "--urls", store.Address, "--sqlite", folder.StoreFile);

        AssertRefused(exitCode, printed, "address already in use", "--urls");
        Assert.Contains(store.Address, printed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Server=127.0.0.1;Port=1;User ID=shop;Password=geheim7;Database=shop;Connection Timeout=5")]
    [InlineData("Server=127.0.0.1;Port=1;User ID=shop;Password=x;geheim7=y;Database=shop")]
    [InlineData("Server=127.0.0.1;Port=many;User ID=shop;Password=geheim7")]
    [InlineData("geheim7")]
    [InlineData("")]
    public async Task UnusableConnectionString_IsSaidInOneSentence_WithoutThePassword(string connectionString)
    {
        var (exitCode, printed) = await SampleProcess.RunAsync("Storefront", "--urls", "http://127.0.0.1:0", "--mysql", connectionString);

        AssertRefused(exitCode, printed);
        Assert.DoesNotContain("geheim7", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingConnectionString_IsSaid()
    {
        var (exitCode, printed) = await SampleProcess.RunAsync("Storefront", "--mysql");

        AssertRefused(exitCode, printed, "--mysql needs a connection string");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("http://192.0.2.1:5080")]
    public async Task ImpossibleAddress_IsSaidInOneSentence(string address)
    {
        using var folder = new TempFolder();
        var (exitCode, printed) = await SampleProcess.RunAsync(
            "Storefront", "--urls", address, "--sqlite", folder.StoreFile);

        AssertRefused(exitCode, printed, "The web server said:");
    }

    [Fact]
    public async Task FolderForPhotosThatCannotBe_IsSaidInOneSentence()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.StoreFile, "");
        var (exitCode, printed) = await SampleProcess.RunAsync(
            "Storefront", "--urls", "http://127.0.0.1:0", "--sqlite", folder.StoreFile, "--photos", Path.Combine(folder.StoreFile, "photos"));

        AssertRefused(exitCode, printed, "The folder for photos can't be made:", "--photos FOLDER");
    }

    internal static void AssertRefused(int exitCode, string printed, params string[] said)
    {
        Assert.Equal(1, exitCode);
        var complaint = Assert.Single(printed.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => !line.StartsWith("The store was empty", StringComparison.Ordinal));
        Assert.StartsWith("Storefront can't open.", complaint, StringComparison.Ordinal);
        Assert.All(said, text => Assert.Contains(text, complaint, StringComparison.Ordinal));
    }
}
