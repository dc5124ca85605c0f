using System.Data.Common;
using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Needs;
using Storefront.Data;

namespace Storefront;

/// <summary>
/// A console for SQL that reads. The result is a page of its own inside of the console's, sent row by row while the query runs; a third one,
/// hidden, takes the answer of the Stop button, for the others must stay.
/// </summary>
public static partial class ConsolePages
{
    [HttpGet("/console")]
    [NeedsForm]
    public static Page Show(FormData form, ConsoleLimits limits)
    {
        var sql = form["sql"];
        return new Page("Console", () => ConsoleViews.Show(sql, limits, console: Guid.NewGuid().ToString("N")), withFrames: true);
    }

    /// <summary>
    /// It keeps its connection while it writes, so there are few at a time, and each has its time: a slow reader, too, is left then.
    /// </summary>
    [HttpPost("/console/result")]
    [NeedsDb("console", MaxConcurrency = 4, WaitMilliseconds = 2000), NeedsForm]
    public static async Task Run(
        DbConnection db, FormData form, ConsoleLimits limits, RunningQueries running, HttpResponse response, CancellationToken ct = default)
    {
        var (sql, console) = (form["sql"] ?? "", form["console"] ?? "");
        var stop = running.Begin(console);
        using var late = new CancellationTokenSource(limits.Time);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(ct, stop.Token, late.Token);
        var result = new ResultWriter(response);
        try
        {
            if (ReadOnlySql.WhyNot(sql) is { } why) await result.FailAsync(why, ct);
#pragma warning disable NEEDS301 // Typed SQL is what a console is for: TypedQuery runs one statement of it, where nothing can be written.
            else await SendAsync(db, sql, limits, result, any.Token);
#pragma warning restore NEEDS301
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            await result.EndAsync("Stopped.", ct);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            await result.EndAsync($"Stopped: a query may take {limits.Time.TotalSeconds:0} seconds.", ct);
        }
        catch (Exception error) when (error is DbException or InvalidOperationException or InvalidCastException or FormatException or OverflowException)
        {
            await result.FailAsync(error.Message, ct);
        }
        finally
        {
            running.End(console, stop);
        }
    }

    [HttpPost("/console/stop")]
    [NeedsForm]
    public static IResult Stop(FormData form, RunningQueries running)
    {
        running.Stop(form["console"] ?? "");
        return TypedResults.NoContent();
    }

    private static async Task SendAsync(DbConnection db, string sql, ConsoleLimits limits, ResultWriter result, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        await using var query = await TypedQuery.RunAsync(db, sql, limits.Rows, ct);
        await result.BeginAsync(query.Rows.Columns, ct);
        await foreach (var row in query.Rows) await result.AddAsync(row, ct);

        var (rows, seconds) = (query.Rows.RowsRead, watch.Elapsed.TotalSeconds);
        await result.EndAsync(query.Rows.IsTruncated
            ? $"The first {rows:N0} rows, in {seconds:0.00} s. There are more."
            : $"{Format.Count(rows, "row", "rows")} in {seconds:0.00} s.", ct);
    }
}
