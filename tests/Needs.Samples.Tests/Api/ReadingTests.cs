using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Needs.Samples.Tests.Running;

namespace Needs.Samples.Tests.Api;

[Collection(SqliteStore.Name)]
public sealed class ReadingTests(SqliteStore fixture)
{
    private HttpClient Http => fixture.Store.Http;

    [Fact]
    public async Task Customers_AreTheSameAsOnThePage()
    {
        var list = await Http.GetFromJsonAsync<JsonElement>("/api/customers?search=lund&page=1");
        await using var window = await fixture.Browser.OpenAsync(fixture.Store, "/customers?search=lund");

        var names = list.GetProperty("items").EnumerateArray().Select(customer => customer.GetProperty("name").GetString());
        Assert.Equal(names, (await window.RowsAsync()).Select(row => row.Split('\n')[0].Trim()));
    }

    [Fact]
    public async Task OneCustomer_HasItsOrders()
    {
        var customer = await Http.GetFromJsonAsync<JsonElement>("/api/customers/1170");
        var orders = await Http.GetFromJsonAsync<JsonElement>("/api/customers/1170/orders");

        Assert.Equal("Nils Åkesson", customer.GetProperty("name").GetString());
        Assert.Equal(customer.GetProperty("orders").GetInt32(), orders.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Export_StreamsEveryOrderInTurn()
    {
        using var answer = await Http.GetAsync("/api/orders/export", HttpCompletionOption.ResponseHeadersRead);
        var ids = new List<int>();
        await foreach (var order in answer.Content.ReadFromJsonAsAsyncEnumerable<JsonElement>()) ids.Add(order.GetProperty("id").GetInt32());

        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        Assert.True(ids.Count >= 4800);
        Assert.Equal(Enumerable.Range(1001, ids.Count), ids);
    }

    [Fact]
    public async Task Export_LeftEarly_GivesItsConnectionBack()
    {
        for (var i = 0; i < 5; i++)
        {
            using var answer = await Http.GetAsync("/api/orders/export", HttpCompletionOption.ResponseHeadersRead);
            await using var body = await answer.Content.ReadAsStreamAsync();
            _ = await body.ReadAsync(new byte[100]);
        }

        await fixture.Store.AssertNothingLentAsync();
    }

    [Theory]
    [InlineData("/api/customers/999999")]
    [InlineData("/api/orders/1")]
    [InlineData("/api/nowhere")]
    public async Task UnknownThing_IsAProblemInJson(string path)
    {
        using var answer = await Http.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task UnreadableQuery_IsAProblemThatNamesEachValue()
    {
        using var answer = await Http.GetAsync("/api/orders?status=Lost&page=0");
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(["page", "status"], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order());
    }
}
