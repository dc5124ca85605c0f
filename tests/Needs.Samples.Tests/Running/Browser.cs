using Microsoft.Playwright;

namespace Needs.Samples.Tests.Running;

/// <summary>A real headless Chromium.</summary>
public sealed class Browser : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _chromium;

    private Browser(IPlaywright playwright, IBrowser chromium)
    {
        _playwright = playwright;
        _chromium = chromium;
    }

    public static async Task<Browser> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        var chromium = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("NEEDS_CHROMIUM") is { Length: > 0 } path ? path : "/usr/bin/chromium",
            Timeout = Window.TimeoutMilliseconds,
            Args =
            [
                "--no-sandbox", "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
        return new Browser(playwright, chromium);
    }

    /// <summary>A new window with no history, cookies or cache. What goes wrong in it is kept in <see cref="Window.Complaints"/>.</summary>
    public async Task<Window> OpenAsync(
        Store store, string path = "/", int width = 1280, ColorScheme scheme = ColorScheme.Light, bool withScript = true)
    {
        var context = await _chromium.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = store.Address,
            ColorScheme = scheme,
            JavaScriptEnabled = withScript,
            ViewportSize = new ViewportSize { Width = width, Height = 800 },
        });
        var window = new Window(context, await context.NewPageAsync());
        await window.Page.GotoAsync(path);
        return window;
    }

    public async ValueTask DisposeAsync()
    {
        await _chromium.DisposeAsync();
        _playwright.Dispose();
    }
}
