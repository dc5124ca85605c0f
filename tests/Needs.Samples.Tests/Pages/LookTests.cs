using Microsoft.Playwright;
using Needs.Samples.Tests.Running;

namespace Needs.Samples.Tests.Pages;

/// <summary>What can be measured of how the pages look.</summary>
[Collection(SqliteStore.Name)]
public sealed class LookTests(SqliteStore fixture)
{
    public static TheoryData<string, ColorScheme> PagesInBothSchemes
    {
        get
        {
            var data = new TheoryData<string, ColorScheme>();
            foreach (var path in new[] { "/", "/customers", "/customers/1170", "/orders", "/orders/5800", "/customers/sign-up", "/customers/1170/order", "/console", "/nowhere" })
            {
                data.Add(path, ColorScheme.Light);
                data.Add(path, ColorScheme.Dark);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(PagesInBothSchemes))]
    public async Task Text_IsReadableInLightAndDark(string path, ColorScheme scheme)
    {
        await using var window = await fixture.Browser.OpenAsync(fixture.Store, path, scheme: scheme);

        await Legibility.AssertAsync(window);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/customers?search=mu")]
    [InlineData("/customers/1170")]
    [InlineData("/orders?page=100")]
    [InlineData("/orders/5800")]
    [InlineData("/customers/sign-up")]
    [InlineData("/customers/1170/order")]
    [InlineData("/customers?page=none")]
    [InlineData("/console")]
    public async Task NarrowScreen_NeedsNoSidewaysScrolling(string path)
    {
        await using var window = await fixture.Browser.OpenAsync(fixture.Store, path, width: 320);

        Assert.False(await window.OverflowsAsync());
    }

    [Theory]
    [InlineData("/customers")]
    [InlineData("/customers/1170")]
    [InlineData("/customers/sign-up")]
    [InlineData("/customers/1170/order")]
    public async Task Control_HasALabel(string path)
    {
        await using var window = await fixture.Browser.OpenAsync(fixture.Store, path);

        Assert.Empty(await window.Page.Locator("input, select, textarea").EvaluateAllAsync<string[]>(
            "controls => controls.filter(control => control.labels.length !== 1).map(control => control.outerHTML)"));
    }

    [Fact]
    public async Task DarkScheme_TurnsThePageDark()
    {
        const string background = "getComputedStyle(document.body).backgroundColor";
        await using var light = await fixture.Browser.OpenAsync(fixture.Store);
        await using var dark = await fixture.Browser.OpenAsync(fixture.Store, scheme: ColorScheme.Dark);

        Assert.Equal("rgb(250, 247, 241)", await light.Page.EvaluateAsync<string>(background));
        Assert.Equal("rgb(21, 25, 26)", await dark.Page.EvaluateAsync<string>(background));
    }
}
