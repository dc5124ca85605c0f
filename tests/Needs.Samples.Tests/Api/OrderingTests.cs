using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Needs.Samples.Tests.Running;

namespace Needs.Samples.Tests.Api;

/// <summary>Orders placed through the JSON API, each in a transaction.</summary>
[Collection(SqliteStore.Name)]
public sealed class OrderingTests(SqliteStore fixture)
{
    private const int Customer = 42;

    private HttpClient Http => fixture.Store.Http;

    [Fact]
    public async Task PlacedOrder_AppearsOnThePagesAndLeavesTheStock()
    {
        var stock = await StockAsync(product: 3);

        using var answer = await PlaceAsync(new { customerId = Customer, lines = new[] { new { productId = 3, quantity = 2 }, new { productId = 1, quantity = 1 } }, note = "Zwei Töpfe" });
        var order = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("order");
        var id = order.GetProperty("id").GetInt32();

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal($"/api/orders/{id}", answer.Headers.Location!.ToString());
        Assert.Equal(207.00m, order.GetProperty("total").GetDecimal());
        Assert.Equal(stock - 2, await StockAsync(product: 3));
        Assert.Equal(await answer.Content.ReadAsStringAsync(), await Http.GetStringAsync(answer.Headers.Location));

        await using var window = await fixture.Browser.OpenAsync(fixture.Store, $"/customers/{Customer}");
        Assert.Equal($"{id}", (await window.RowsAsync())[0]);
        await window.ClickLinkAsync($"{id}");
        Assert.Equal(["Copper saucepan", "Beech chopping board"], (await window.RowsAsync()).Take(2));
        Assert.Equal("Zwei Töpfe", await window.Page.Locator(".note").InnerTextAsync());
        Assert.Equal("€207.00", await window.Page.Locator("tfoot td").InnerTextAsync());
    }

    [Fact]
    public async Task OrderBeyondTheStock_ChangesNothing()
    {
        var (first, second) = (await StockAsync(product: 10), await StockAsync(product: 11));
        var before = await OrderCountAsync();

        using var answer = await PlaceAsync(new { customerId = Customer, lines = new[] { new { productId = 10, quantity = 1 }, new { productId = 11, quantity = 999 } } });
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal("There are not 999 of “Espresso cup & saucer” left.", problem.GetProperty("detail").GetString());
        Assert.Equal((first, second), (await StockAsync(product: 10), await StockAsync(product: 11)));
        Assert.Equal(before, await OrderCountAsync());
    }

    [Fact]
    public async Task OrdersAtTheSameTime_AllGetNumbersWithoutGaps()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ =>
        {
            using var answer = await PlaceAsync(new { customerId = Customer, lines = new[] { new { productId = 20, quantity = 1 } } });
            return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("order").GetProperty("id").GetInt32();
        }));

        Array.Sort(answers);
        Assert.Equal(Enumerable.Range(answers[0], 12), answers);
    }

    [Theory]
    [InlineData("""{ "customerId": 42, "lines": [] }""", "lines")]
    [InlineData("""{ "customerId": 42 }""", "lines")]
    [InlineData("""{ "customerId": 42, "lines": [null] }""", "lines[0]")]
    [InlineData("""{ "customerId": 42, "lines": [{ "productId": 1, "quantity": 0 }] }""", "lines[0].quantity")]
    [InlineData("""{ "customerId": 42, "lines": [{ "productId": 1, "quantity": 1 }, { "productId": 1, "quantity": 2 }] }""", "lines")]
    [InlineData("""{ "customerId": 42, "lines": [{ "productId": 4711, "quantity": 1 }] }""", "lines")]
    [InlineData("""{ "customerId": 0, "lines": [{ "productId": 1, "quantity": 1 }] }""", "customerId")]
    [InlineData("""{ "customerId": 42, "lines": """, "order")]
    [InlineData("""{ "customerId": "many", "lines": [] }""", "order")]
    [InlineData("", "order")]
    public async Task ImpossibleOrder_IsRefusedByName(string json, string name)
    {
        using var answer = await Http.PostAsync("/api/orders", new StringContent(json, Encoding.UTF8, "application/json"));
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(name, Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name);
    }

    [Fact]
    public async Task OrderThatIsNoJson_IsRefused()
    {
        using var answer = await Http.PostAsync("/api/orders", new FormUrlEncodedContent([new("customerId", "42")]));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    private Task<HttpResponseMessage> PlaceAsync(object order) => Http.PostAsJsonAsync("/api/orders", order);

    private async Task<int> OrderCountAsync() =>
        (await Http.GetFromJsonAsync<JsonElement>($"/api/customers/{Customer}")).GetProperty("orders").GetInt32();

    private async Task<int> StockAsync(int product) =>
        (await Http.GetFromJsonAsync<JsonElement>("/api/products"))[product - 1].GetProperty("stock").GetInt32();
}
