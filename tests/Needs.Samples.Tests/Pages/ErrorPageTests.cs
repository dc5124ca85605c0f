using System.Net;
using Needs.Samples.Tests.Running;

namespace Needs.Samples.Tests.Pages;

[Collection(SqliteStore.Name)]
public sealed class ErrorPageTests(SqliteStore fixture)
{
    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/customers/999999")]
    [InlineData("/customers/99999999999999999999")]
    [InlineData("/customers/none")]
    [InlineData("/orders/0")]
    [InlineData("/customers?page=999")]
    [InlineData("/customers/1170?page=999")]
    [InlineData("/orders?page=999&status=New")]
    public async Task UnknownAddress_IsAPageThatLeadsBack(string path)
    {
        await using var window = await fixture.Browser.OpenAsync(fixture.Store, path);

        Assert.Equal("There is nothing here", await window.HeadingAsync());
        await window.ClickLinkAsync("To the customers");
        Assert.Equal("Customers", await window.HeadingAsync());
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(path));
    }

    [Theory]
    [InlineData("/customers?page=0", "page")]
    [InlineData("/customers?page=-1", "page")]
    [InlineData("/customers?page=two", "page")]
    [InlineData("/customers?page=2147483648", "page")]
    [InlineData("/orders?page=", "page")]
    [InlineData("/orders?status=Lost", "status")]
    public async Task UnreadableQuery_IsAPageThatNamesIt(string path, string name)
    {
        await using var window = await fixture.Browser.OpenAsync(fixture.Store, path);

        Assert.Equal("That request doesn’t add up", await window.HeadingAsync());
        Assert.Equal(name, await window.Page.Locator(".error code").InnerTextAsync());
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(path));
    }

    [Fact]
    public async Task SeveralUnreadableValues_AreAllNamed()
    {
        await using var window = await fixture.Browser.OpenAsync(fixture.Store, "/orders?status=Lost&page=none");

        Assert.Equal(["page", "status"], (await window.Page.Locator(".error code").AllInnerTextsAsync()).Order());
    }

    [Fact]
    public async Task PostToAPage_IsRefusedWithAPage()
    {
        using var answer = await fixture.Store.Http.PostAsync("/customers", new StringContent("name=x"));

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Contains("<h1>That can’t be done here</h1>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var answer = await fixture.Store.Http.GetAsync(path);
        return answer.StatusCode;
    }
}
