using System.Net;
using System.Net.Http.Json;
using Needs.Samples.Tests.Running;
using Needs.Testing.MariaDb;

namespace Needs.Samples.Tests.Starting;

/// <summary>The same shop with its data on a real MariaDB.</summary>
[Collection(MySqlStore.Name)]
public sealed class MySqlTests(MySqlStore fixture)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/customers")]
    [InlineData("/customers?page=48")]
    [InlineData("/customers?search=zoe%20germany")]
    [InlineData("/customers?search=M%C3%9CLLER&page=2")]
    [InlineData("/customers?search=%25%25")]
    [InlineData("/customers/1170")]
    [InlineData("/customers/999999")]
    [InlineData("/customers?page=none")]
    [InlineData("/orders?status=Cancelled&page=3")]
    [InlineData("/orders/5800")]
    public async Task Page_ShowsTheSameAsOnSqlite(string path)
    {
        await using var onMariaDb = await fixture.Browser.OpenAsync(fixture.Store, path);
        await using var onSqlite = await fixture.Browser.OpenAsync(fixture.OnSqlite, path);

        Assert.Equal(await onSqlite.Page.Locator("main").InnerHTMLAsync(), await onMariaDb.Page.Locator("main").InnerHTMLAsync());
        Assert.Contains("Read from MySQL.", await onMariaDb.Page.Locator("footer").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/products")]
    [InlineData("/api/orders/export")]
    public async Task Json_IsTheSameAsOnSqlite(string path) =>
        Assert.Equal(await fixture.OnSqlite.Http.GetStringAsync(path), await fixture.Store.Http.GetStringAsync(path));

    [Fact]
    public async Task Health_IsAskedOfTheRealServer() => Assert.Equal("Healthy", await fixture.Store.Http.GetStringAsync("/health"));

    [Fact]
    public async Task WrongPassword_IsSaidInOneSentence()
    {
        var wrong = new MySqlConnectionStringBuilder(fixture.ConnectionString) { Password = "geheim7" }.ConnectionString;

        var (exitCode, printed) = await SampleProcess.RunAsync("Storefront", "--urls", "http://127.0.0.1:0", "--mysql", wrong);

        StartTests.AssertRefused(exitCode, printed, "Access denied");
        Assert.DoesNotContain("geheim7", printed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no_such_shop")]
    [InlineData("")]
    public async Task UnknownOrMissingDatabase_IsSaidInOneSentence(string database)
    {
        var other = new MySqlConnectionStringBuilder(fixture.ConnectionString) { Database = database }.ConnectionString;

        var (exitCode, printed) = await SampleProcess.RunAsync("Storefront", "--urls", "http://127.0.0.1:0", "--mysql", other);

        StartTests.AssertRefused(exitCode, printed, "database", database);
    }
}

/// <summary>Tests that change the shop, or break its server: each with one of its own.</summary>
public sealed class MySqlChangeTests
{
    [Fact]
    public async Task Order_IsPlacedOrRefusedAsAWhole_AndTheShopOutlivesItsServer()
    {
        await using var server = await MariaDbServer.StartAsync();
        await using var store = await Store.OnMySqlAsync(server.ConnectionString);
        await using var browser = await Browser.StartAsync();

        using var placed = await PlaceAsync(store, quantity: 2);
        using var refused = await PlaceAsync(store, quantity: 999);
        using var next = await PlaceAsync(store, quantity: 1);
        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.Conflict, HttpStatusCode.Created], [placed.StatusCode, refused.StatusCode, next.StatusCode]);

        await using var window = await browser.OpenAsync(store, "/customers/42");
        Assert.Equal(["5802", "5801"], (await window.RowsAsync()).Take(2));

        await server.KillAsync();
        await window.Page.ReloadAsync();
        Assert.Equal("Something went wrong on our side", await window.HeadingAsync());

        await server.RestartAsync();
        await window.Page.ReloadAsync();
        Assert.Equal(["5802", "5801"], (await window.RowsAsync()).Take(2));
        Assert.Contains("written: 0,", await window.Page.Locator("footer").InnerTextAsync(), StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> PlaceAsync(Store store, int quantity) => store.Http.PostAsJsonAsync(
        "/api/orders", new { customerId = 42, lines = new[] { new { productId = 8, quantity }, new { productId = 9, quantity } }, note = "Łódź 🙂" });
}
