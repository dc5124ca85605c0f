using Microsoft.Playwright;
using Needs.Samples.Tests.Running;

namespace Needs.Samples.Tests.Pages;

/// <summary>A person at a browser, clicking through the shop.</summary>
[Collection(SqliteStore.Name)]
public sealed class BrowsingTests(SqliteStore fixture)
{
    [Fact]
    public async Task Overview_ShowsFiguresMonthsAndLatestOrders()
    {
        await using var window = await fixture.Browser.OpenAsync(fixture.Store);

        Assert.Equal("Overview", await window.HeadingAsync());
        Assert.Equal(["1,200"], await window.Page.Locator(".facts div:has-text('Customers') dd").AllInnerTextsAsync());
        Assert.Equal(12, await window.Page.Locator(".chart rect").CountAsync());
        Assert.Equal(8, await window.Page.Locator("section[aria-labelledby=latest] li").CountAsync());
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Links_LeadFromTheOverviewToAnOrderAndItsCustomer()
    {
        await using var window = await fixture.Browser.OpenAsync(fixture.Store);

        await window.ClickLinkAsync("Customers");
        Assert.Equal("Customers", await window.HeadingAsync());
        Assert.Equal("page", await window.Page.Locator("header a:has-text('Customers')").GetAttributeAsync("aria-current"));

        var name = (await window.RowsAsync())[0].Split('\n')[0].Trim();
        await window.ClickLinkAsync(name);
        Assert.Equal(name, await window.HeadingAsync());

        var order = (await window.RowsAsync())[0];
        await window.ClickLinkAsync(order);
        Assert.Equal($"Order {order}", await window.HeadingAsync());

        await window.ClickLinkAsync(name);
        Assert.Equal(name, await window.HeadingAsync());
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task Search_FindsWithoutAccentsAndKeepsTheWordsWhilePaging()
    {
        await using var window = await fixture.Browser.OpenAsync(fixture.Store, "/customers");

        await window.Page.GetByLabel("Search customers").FillAsync("muller germany");
        await window.ClickAsync(window.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Search" }));

        Assert.Equal("muller germany", await window.Page.GetByLabel("Search customers").InputValueAsync());
        Assert.All(await window.RowsAsync(), row => Assert.Contains("Müller", row, StringComparison.Ordinal));
        Assert.Contains("people for “muller germany”", await window.Page.Locator(".heading").InnerTextAsync(), StringComparison.Ordinal);

        await window.Page.GetByLabel("Search customers").FillAsync("germany");
        await window.Page.Keyboard.PressAsync("Enter");
        await window.ClickLinkAsync("Next →");

        Assert.Contains("search=germany", window.Page.Url, StringComparison.Ordinal);
        Assert.Contains("page=2", window.Page.Url, StringComparison.Ordinal);
        Assert.All(await window.Page.Locator("td[data-label=Town]").AllInnerTextsAsync(), town => Assert.EndsWith("Germany", town, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Search_WithoutAnyMatch_SaysSoAndLeadsBack()
    {
        await using var window = await fixture.Browser.OpenAsync(fixture.Store, "/customers?search=%25%25");

        Assert.Contains("Nobody matches “%%”.", await window.Page.Locator(".empty").InnerTextAsync(), StringComparison.Ordinal);
        await window.ClickLinkAsync("Show everybody");

        Assert.Equal(25, (await window.RowsAsync()).Count);
    }

    [Fact]
    public async Task Paging_ShowsEveryCustomerOnce()
    {
        await using var window = await fixture.Browser.OpenAsync(fixture.Store, "/customers");
        var seen = new List<string>();

        while (true)
        {
            seen.AddRange(await window.Page.Locator("tbody th a").EvaluateAllAsync<string[]>("links => links.map(link => link.pathname)"));
            if (await window.Page.Locator("a[rel=next]").CountAsync() == 0) break;
            await window.ClickAsync(window.Page.Locator("a[rel=next]"));
        }

        Assert.Equal(1200, seen.Count);
        Assert.Equal(1200, seen.Distinct().Count());
    }

    [Fact]
    public async Task StatusTabs_ShowOrdersOfThatStatusOnly()
    {
        await using var window = await fixture.Browser.OpenAsync(fixture.Store, "/orders");

        await window.ClickLinkAsync("Shipped");

        Assert.Equal("page", await window.Page.Locator(".tabs a:has-text('Shipped')").GetAttributeAsync("aria-current"));
        Assert.All(await window.Page.Locator("tbody .status").AllInnerTextsAsync(), status => Assert.Equal("Shipped", status));
    }

    [Fact]
    public async Task Keyboard_SkipsToTheContent()
    {
        await using var window = await fixture.Browser.OpenAsync(fixture.Store, "/customers");

        await window.Page.Keyboard.PressAsync("Tab");
        await window.Page.Keyboard.PressAsync("Enter");
        await window.Page.WaitForFunctionAsync("location.hash !== ''");
        await window.Page.Keyboard.PressAsync("Tab");

        Assert.Equal("Sign up", await window.Page.EvaluateAsync<string>("document.activeElement.textContent"));
    }

    [Fact]
    public async Task Pages_TellTheBrowserToLoadNothingElse()
    {
        using var answer = await fixture.Store.Http.GetAsync("/customers");

        Assert.StartsWith("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }
}
