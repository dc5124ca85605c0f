using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Needs.Samples.Tests.Running;

namespace Needs.Samples.Tests.Forms;

[Collection(FormStore.Name)]
public sealed class OrderFormTests(SqliteStore fixture) : IAsyncLifetime
{
    private const string Teapot = "19";
    private const string Trug = "44";
    private const string OrderPage = "/orders/[0-9]+$";

    private Store Store => fixture.Store;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => Store.AssertNothingLentAsync();

    [Theory]
    [InlineData(120, true)]
    [InlineData(121, false)]
    public async Task SeveralLines_BecomeOneOrder(int customer, bool withScript)
    {
        var stock = await StockAsync(Teapot);
        await using var window = await fixture.Browser.OpenAsync(Store, $"/customers/{customer}", withScript: withScript);

        await window.ClickLinkAsync("New order");
        await FillLineAsync(window, 0, Teapot, "2");
        await window.FillAsync("note", "\nTwo pots,\none trug");
        await window.PressAsync("Add a line");
        Assert.Equal("items[1].product", await window.FocusAsync());
        Assert.Equal((Teapot, "2"), await LineAsync(window, 0));
        await FillLineAsync(window, 1, Trug, "1");
        await window.PressAsync("Place the order");

        Assert.Matches(OrderPage, window.Page.Url);
        Assert.Equal(["Teapot, 0.8 litre", "Willow trug"], (await window.RowsAsync()).Take(2));
        Assert.Equal("€142.00", await window.Page.Locator("tfoot td").InnerTextAsync());
        Assert.Equal("Two pots,\none trug", (await window.Page.Locator(".note p").TextContentAsync())!.Trim().ReplaceLineEndings("\n"));
        Assert.Equal(stock - 2, await StockAsync(Teapot));
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task RemovedLine_LeavesTheOthersAsTheyWere()
    {
        await using var window = await OpenAsync(122);
        await FillLineAsync(window, 0, Teapot, "1");
        await window.PressAsync("Add a line");
        await FillLineAsync(window, 1, "", "two, I think");
        await window.PressAsync("Add a line");
        await FillLineAsync(window, 2, Trug, "");

        await window.PressAsync("Remove line 1");

        Assert.Equal(("", "two, I think"), await LineAsync(window, 0));
        Assert.Equal((Trug, ""), await LineAsync(window, 1));
        Assert.Equal(2, await window.Page.Locator(".line").CountAsync());
        Assert.Empty(await window.ProblemsAsync());
    }

    [Theory]
    [InlineData(true, ColorScheme.Light)]
    [InlineData(false, ColorScheme.Dark)]
    public async Task BadLines_AreShownAgainWithWhatIsWrongBesideEach(bool withScript, ColorScheme scheme)
    {
        var before = await OrdersAsync(123);
        await using var window = await OpenAsync(123, withScript, scheme);
        await FillLineAsync(window, 0, Teapot, "1000");
        await window.PressAsync("Add a line");
        await FillLineAsync(window, 1, Trug, "\"><b>many</b>");
        await window.PressAsync("Add a line");
        await FillLineAsync(window, 2, "", "1");
        await window.PressAsync("Add a line");
        await FillLineAsync(window, 3, "7", "");
        await window.PressAsync("Place the order");

        Assert.Equal("A quantity is between 1 and 999.", await window.WrongAsync("items[0].quantity"));
        Assert.Equal("The Quantity field must be a whole number.", await window.WrongAsync("items[1].quantity"));
        Assert.Equal("Choose a product.", await window.WrongAsync("items[2].product"));
        Assert.Equal("How many?", await window.WrongAsync("items[3].quantity"));
        Assert.Equal((Teapot, "1000"), await LineAsync(window, 0));
        Assert.Equal((Trug, "\"><b>many</b>"), await LineAsync(window, 1));
        Assert.Equal("problems", await window.FocusAsync());
        await Legibility.AssertAsync(window);
        Assert.False(await window.OverflowsAsync());
        Assert.Equal(before, await OrdersAsync(123));

        await window.ClickLinkAsync("Choose a product.");
        Assert.Equal("items[2].product", await window.FocusAsync());
    }

    [Fact]
    public async Task LineLeftBlank_IsNoneAndShiftsNoError()
    {
        await using var window = await OpenAsync(124);
        await FillLineAsync(window, 0, "7", "1");
        await window.PressAsync("Add a line");
        await FillLineAsync(window, 1, Teapot, "1");
        await window.PressAsync("Add a line");
        await FillLineAsync(window, 2, Teapot, "2");
        await FillLineAsync(window, 0, "", "");

        await window.PressAsync("Place the order");
        Assert.Equal("This product is in the order already.", await window.WrongAsync("items[2].product"));
        Assert.Single(await window.ProblemsAsync());

        await window.ChooseAsync("items[2].product", Trug);
        await window.PressAsync("Place the order");
        Assert.Equal(["Teapot, 0.8 litre", "Willow trug"], (await window.RowsAsync()).Take(2));
    }

    [Fact]
    public async Task OrderBeyondTheStock_ChangesNothingAndKeepsWhatWasTyped()
    {
        var (stock, before) = (await StockAsync(Teapot), await OrdersAsync(125));
        await using var window = await OpenAsync(125);
        await FillLineAsync(window, 0, Teapot, "1");
        await window.PressAsync("Add a line");
        await FillLineAsync(window, 1, Trug, "999");

        await window.PressAsync("Place the order");

        Assert.Equal(["There are not 999 of “Willow trug” left."], await window.ProblemsAsync());
        Assert.Equal((Trug, "999"), await LineAsync(window, 1));
        Assert.Equal((stock, before), (await StockAsync(Teapot), await OrdersAsync(125)));
    }

    [Fact]
    public async Task EnterInAField_PlacesTheOrder()
    {
        await using var window = await OpenAsync(126);
        await FillLineAsync(window, 0, Trug, "1");

        await window.Page.Locator("[name='items[0].quantity']").PressAsync("Enter");

        await Assertions.Expect(window.Page).ToHaveURLAsync(new Regex(OrderPage), new PageAssertionsToHaveURLOptions { Timeout = Window.TimeoutMilliseconds });
    }

    [Theory]
    [InlineData("/customers/127/order", "note=Nothing", HttpStatusCode.BadRequest, "An order has 1 to 50 lines.")]
    [InlineData("/customers/127/order", "items[0].product=4711&items[0].quantity=1", HttpStatusCode.BadRequest, "There is no product 4711.")]
    [InlineData("/customers/127/order", "items[999].product=x&items[999].quantity=1", HttpStatusCode.BadRequest, "must be a whole number")]
    [InlineData("/customers/127/order", "items[1000000].product=1", HttpStatusCode.RequestEntityTooLarge, "too much at once")]
    [InlineData("/customers/999999/order", "items[0].product=1&items[0].quantity=1", HttpStatusCode.NotFound, "There is nothing here")]
    public async Task FormThatNoPageOfTheShopSends_IsRefused(string path, string form, HttpStatusCode status, string said)
    {
        using var answer = await Store.Http.PostAsync(path, new StringContent(form, new System.Net.Http.Headers.MediaTypeHeaderValue("application/x-www-form-urlencoded")));

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(said, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private Task<Window> OpenAsync(int customer, bool withScript = true, ColorScheme scheme = ColorScheme.Light) =>
        fixture.Browser.OpenAsync(Store, $"/customers/{customer}/order", width: 360, scheme: scheme, withScript: withScript);

    private static async Task FillLineAsync(Window window, int index, string product, string quantity)
    {
        await window.ChooseAsync($"items[{index}].product", product);
        await window.FillAsync($"items[{index}].quantity", quantity);
    }

    private static async Task<(string Product, string Quantity)> LineAsync(Window window, int index) =>
        (await window.TypedAsync($"items[{index}].product"), await window.TypedAsync($"items[{index}].quantity"));

    private async Task<int> OrdersAsync(int customer) =>
        (await Store.Http.GetFromJsonAsync<JsonElement>($"/api/customers/{customer}")).GetProperty("orders").GetInt32();

    private async Task<int> StockAsync(string product) =>
        (await Store.Http.GetFromJsonAsync<JsonElement>("/api/products")).EnumerateArray()
            .Single(each => $"{each.GetProperty("id")}" == product).GetProperty("stock").GetInt32();
}
