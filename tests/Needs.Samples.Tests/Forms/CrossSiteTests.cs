using Microsoft.Playwright;
using Needs.Samples.Tests.Running;

namespace Needs.Samples.Tests.Forms;

/// <summary>A page of another site, opened by somebody at the shop, that sends one of the shop's forms.</summary>
[Collection(FormStore.Name)]
public sealed class CrossSiteTests(SqliteStore fixture)
{
    private const string OtherSite = "http://elsewhere.example/";

    public static TheoryData<string, string> Forms => new()
    {
        { "/customers/110/photo", "enctype='multipart/form-data'" },
        { "/customers/110/order", "" },
        { "/customers/sign-up", "" },
        { "/console/result", "" },
        { "/console/stop", "" },
        { "/customers/sign-up", "enctype='multipart/form-data'" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task FormOfAnotherSite_IsRefused(string path, string encoding)
    {
        await using var window = await fixture.Browser.OpenAsync(fixture.Store);
        await window.Page.RouteAsync($"{OtherSite}**", route => route.FulfillAsync(new RouteFulfillOptions
        {
            ContentType = "text/html",
            Body = $"<form action='{fixture.Store.Address}{path}' method='post' {encoding}><input name='name' value='x'><button>Win a prize</button></form>",
        }));
        await window.Page.GotoAsync(OtherSite);

        await window.ClickAsync(window.Page.GetByRole(AriaRole.Button));

        Assert.Equal("That came from another site", await window.HeadingAsync());
        Assert.Equal(path, new Uri(window.Page.Url).AbsolutePath);
        await fixture.Store.AssertNothingLentAsync();
    }
}
