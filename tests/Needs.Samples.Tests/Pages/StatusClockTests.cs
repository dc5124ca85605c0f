using Needs.Samples.Tests.Running;

namespace Needs.Samples.Tests.Pages;

/// <summary>When the status page asks for news, and what it says when there are none.</summary>
public sealed class StatusClockTests : IAsyncLifetime
{
    private const string PressButton = "document.getElementById('pause').click()";

    private Store _store = null!;
    private Browser _browser = null!;

    public async Task InitializeAsync()
    {
        _store = await Store.OnSqliteAsync();
        _browser = await Browser.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task HiddenOrPausedPage_AsksForNothing()
    {
        await using var window = await _browser.OpenAsync(_store, "/needs");
        var asked = 0;
        window.Page.Request += (_, _) => Interlocked.Increment(ref asked);

        foreach (var (stop, go) in new[] { (Hide(true), Hide(false)), (PressButton, PressButton) })
        {
            await UntilAsync(() => Volatile.Read(ref asked) > 1);
            await window.Page.EvaluateAsync(stop);
            await UntilQuietAsync();
            await window.Page.EvaluateAsync(go);
        }

        await UntilAsync(() => Volatile.Read(ref asked) > 1);
        await window.ExpectAsync("#verdict", "All is well.");
        Assert.Empty(window.Complaints);

        // What it had asked for before may be heard of a little later.
        async Task UntilQuietAsync()
        {
            for (var tries = 0; ; tries++)
            {
                Volatile.Write(ref asked, 0);
                await Task.Delay(2500);
                if (Volatile.Read(ref asked) == 0) return;
                Assert.True(tries < 5, "It goes on asking.");
            }
        }
    }

    [Fact]
    public async Task ServerThatIsGone_IsSaidAndWhatIsShownIsMarkedAsOld()
    {
        await using var window = await _browser.OpenAsync(_store, "/needs");
        await window.ExpectAsync("#verdict", "All is well.");

        await _store.StopAsync();

        await window.ExpectTextInAsync("#verdict", "The server does not answer since");
        Assert.Contains("lost", await window.Page.Locator("body").GetAttributeAsync("class"), StringComparison.Ordinal);
        Assert.True(await window.Page.Locator(".database").First.IsVisibleAsync());
    }

    private static string Hide(bool isHidden) =>
        $"Object.defineProperty(document, 'hidden', {{ value: {(isHidden ? "true" : "false")}, configurable: true }}); "
        + "document.dispatchEvent(new Event('visibilitychange'))";

    private static async Task UntilAsync(Func<bool> isSo)
    {
        for (var tries = 0; !isSo(); tries++)
        {
            Assert.True(tries < 600, "It did not come about.");
            await Task.Delay(100);
        }
    }
}
