using System.Diagnostics;
using Microsoft.Playwright;

namespace Needs.Samples.Tests.Running;

/// <summary>One browser window.</summary>
public sealed class Window : IAsyncDisposable
{
    public const float TimeoutMilliseconds = 60_000;
    private readonly IBrowserContext _context;

    internal Window(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.SetDefaultTimeout(TimeoutMilliseconds);
        page.PageError += (_, error) => Complaints.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") Complaints.Add(message.Text);
        };
        page.Dialog += async (_, dialog) =>
        {
            Complaints.Add($"A dialog opened: {dialog.Message}");
            await dialog.DismissAsync();
        };
    }

    public IPage Page { get; }

    /// <summary>Script errors, console errors, dialogs.</summary>
    public List<string> Complaints { get; } = [];

    public Task<string> HeadingAsync() => Page.Locator("h1").InnerTextAsync();

    public Task<IReadOnlyList<string>> RowsAsync() => Page.Locator("tbody tr th[scope=row]").AllInnerTextsAsync();

    public Task ClickLinkAsync(string name) => ClickAsync(Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = name, Exact = true }).First);

    public Task PressAsync(string button) => ClickAsync(Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = button, Exact = true }));

    /// <summary>Clicks, and waits until all of the page is there that this leads to.</summary>
    public async Task ClickAsync(ILocator locator)
    {
        await locator.ClickAsync();
        await Page.WaitForLoadStateAsync(LoadState.DOMContentLoaded);
    }

    public Task FillAsync(string name, string text) => Page.Locator($"[name='{name}']").FillAsync(text);

    public Task ChooseAsync(string name, string value) => Page.Locator($"select[name='{name}']").SelectOptionAsync(value);

    /// <summary>What a field holds.</summary>
    public Task<string> TypedAsync(string name) => Page.Locator($"[name='{name}']").InputValueAsync();

    /// <summary>What is said to be wrong with a field, by the text that the field itself refers to.</summary>
    public async Task<string> WrongAsync(string name)
    {
        var field = Page.Locator($"[name='{name}'][aria-invalid=true]");
        return await Page.Locator($"[id='{await field.GetAttributeAsync("aria-describedby")}']").InnerTextAsync();
    }

    /// <summary>What is said to be wrong, at the top of the page.</summary>
    public Task<IReadOnlyList<string>> ProblemsAsync() => Page.Locator(".problems li").AllInnerTextsAsync();

    /// <summary>
    /// The id, or else the class, of the element that has the focus. The browser obeys <c>autofocus</c> only some time after the page is there.
    /// </summary>
    public async Task<string> FocusAsync()
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var focused = await Page.EvaluateAsync<string>("document.activeElement.id || document.activeElement.className");
            if (focused.Length > 0 || waited.ElapsedMilliseconds > TimeoutMilliseconds) return focused;
            await Task.Delay(20);
        }
    }

    public Task<bool> OverflowsAsync() => Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth");

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
