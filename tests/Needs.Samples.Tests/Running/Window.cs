using Microsoft.Playwright;

namespace Needs.Samples.Tests.Running;

/// <summary>One browser window.</summary>
public sealed class Window : IAsyncDisposable
{
    private const float TimeoutMilliseconds = 15_000;
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

    public Task ClickLinkAsync(string name) => Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = name, Exact = true }).First.ClickAsync();

    public Task<bool> OverflowsAsync() => Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > document.documentElement.clientWidth");

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
