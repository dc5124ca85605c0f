using Microsoft.Playwright;
using Needs.Samples.Tests.Running;

namespace Needs.Samples.Tests.Consoles;

[Collection(SqliteStore.Name)]
public sealed class SqliteConsoleTests(SqliteStore fixture) : ConsoleTests(fixture.Store)
{
    private const string Numbers = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) ";

    protected override string Endless => Numbers + "SELECT COUNT(*) FROM n";

    protected override string OneRowThenNothing => Numbers + "SELECT i FROM n WHERE i = 1 OR i < 0";

    [Fact]
    public async Task ValueThatIsTooLarge_IsRefused()
    {
        Assert.Contains("too big", await Console.RunAsync("SELECT randomblob(100000000)"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PersonAtABrowser_RunsAndStops()
    {
        await using var window = await fixture.Browser.OpenAsync(fixture.Store, "/console");
        var result = window.Page.FrameLocator("iframe[name=result]");

        await window.PressAsync("Run");
        Assert.Contains("7 rows in", await result.GetByRole(AriaRole.Status).InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(["country", "people"], await result.Locator("thead th").AllInnerTextsAsync());

        await window.FillAsync("sql", OneRowThenNothing);
        await window.PressAsync("Run");
        await Assertions.Expect(result.Locator("tbody td")).ToHaveCountAsync(1, new LocatorAssertionsToHaveCountOptions { Timeout = Window.TimeoutMilliseconds });
        Assert.Equal("1", await result.Locator("tbody td").InnerTextAsync());
        Assert.Equal(0, await result.Locator(".outcome").CountAsync());

        await window.PressAsync("Stop");
        Assert.Equal("Stopped.", await result.GetByRole(AriaRole.Status).InnerTextAsync());
        Assert.Equal("1", await result.Locator("tbody td").InnerTextAsync());
        Assert.Equal(OneRowThenNothing, await window.TypedAsync("sql"));
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task LinkWithAQuery_FillsItIn_AndRunsNothing()
    {
        await using var window = await fixture.Browser.OpenAsync(
            fixture.Store, $"/console?sql={Uri.EscapeDataString("SELECT '</textarea><script>alert(1)</script>'")}");

        Assert.Equal("SELECT '</textarea><script>alert(1)</script>'", await window.TypedAsync("sql"));
        Assert.Equal(0, await window.Page.FrameLocator("iframe[name=result]").Locator("table").CountAsync());
        Assert.Empty(window.Complaints);
    }
}
