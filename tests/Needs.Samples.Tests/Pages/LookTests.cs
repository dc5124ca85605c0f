using Microsoft.Playwright;
using Needs.Samples.Tests.Running;

namespace Needs.Samples.Tests.Pages;

/// <summary>What can be measured of how the pages look.</summary>
[Collection(SqliteStore.Name)]
public sealed class LookTests(SqliteStore fixture)
{
    private const double ReadableContrast = 4.5;

    private const string Contrast = """
        () => {
          const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
          const paint = (color, under) => {
            canvas.fillStyle = under; canvas.fillRect(0, 0, 1, 1);
            canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1);
            return `rgb(${canvas.getImageData(0, 0, 1, 1).data.slice(0, 3).join(' ')})`;
          };
          const behind = element => {
            const own = getComputedStyle(element).backgroundColor;
            return paint(own, element.parentElement ? behind(element.parentElement) : 'white');
          };
          const light = color => color.match(/\d+/g).map(part => part / 255)
            .map(part => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4)
            .reduce((sum, part, i) => sum + part * [.2126, .7152, .0722][i], 0);
          const ratio = (a, b) => (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
          const texts = [...document.querySelectorAll('body *')].filter(element =>
            [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()) && !element.closest('[aria-hidden], svg, .quiet, .skip'));
          return texts.map(element => {
            const back = behind(element), ink = paint(getComputedStyle(element).color, back);
            return [ratio(light(ink), light(back)), `${element.tagName} ${element.className}: ${element.textContent.trim()}`];
          }).sort((a, b) => a[0] - b[0]).slice(0, 1).map(worst => ({ ratio: worst[0], text: worst[1] }))[0];
        }
        """;

    public static TheoryData<string, ColorScheme> PagesInBothSchemes
    {
        get
        {
            var data = new TheoryData<string, ColorScheme>();
            foreach (var path in new[] { "/", "/customers", "/customers/1170", "/orders", "/orders/5800", "/nowhere" })
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

        var worst = await window.Page.EvaluateAsync<ContrastOfText>(Contrast);

        Assert.True(worst.Ratio >= ReadableContrast, $"{worst.Ratio:0.0} : 1 in {worst.Text}");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/customers?search=mu")]
    [InlineData("/customers/1170")]
    [InlineData("/orders?page=100")]
    [InlineData("/orders/5800")]
    [InlineData("/customers?page=none")]
    public async Task NarrowScreen_NeedsNoSidewaysScrolling(string path)
    {
        await using var window = await fixture.Browser.OpenAsync(fixture.Store, path, width: 320);

        Assert.False(await window.OverflowsAsync());
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

    public sealed class ContrastOfText
    {
        public double Ratio { get; set; }

        public string Text { get; set; } = "";
    }
}
