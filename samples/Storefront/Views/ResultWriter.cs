using Needs;

namespace Storefront;

/// <summary>
/// Writes the page of a result while the query runs, each row as soon as it is there: it keeps nothing, and waits for a slow reader.
/// </summary>
public sealed class ResultWriter(HttpResponse response)
{
    private bool _isBegun;

    public Task BeginAsync(IReadOnlyList<string> columns, CancellationToken ct) => WriteAsync(ConsoleViews.Begin(columns), ct);

    public Task AddAsync(DbRow row, CancellationToken ct) => response.WriteAsync(ConsoleViews.Row(row).ToString(), ct);

    public async Task EndAsync(string outcome, CancellationToken ct)
    {
        if (!_isBegun) await BeginAsync([], ct);
        await WriteAsync(ConsoleViews.End(outcome), ct);
    }

    public Task FailAsync(string error, CancellationToken ct) => WriteAsync(ConsoleViews.Fail(error, _isBegun), ct);

    private Task WriteAsync(Html html, CancellationToken ct)
    {
        if (!_isBegun)
        {
            Page.SetHeaders(response, StatusCodes.Status200OK, Page.InsideOwnPages);
            _isBegun = true;
        }
        return response.WriteAsync(html.ToString(), ct);
    }
}
