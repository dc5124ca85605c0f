using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Needs.Testing;

namespace Needs.AspNetCore.Tests.Forms.Binding;

/// <summary>Handlers that answer with what was bound.</summary>
public static partial class BindingHandlers
{
    [NeedsForm] internal static Collections Collections(Collections form) => form;
    [NeedsForm] internal static Point Point(Point form) => form;
    [NeedsForm] internal static Pair? Pair(Pair? form) => form;
    [NeedsForm] internal static Page<Line> PageOfLines(Page<Line> form) => form;
    [NeedsForm] internal static Page<string> PageOfTexts(Page<string> form) => form;
    [NeedsForm] internal static string Dog(Dog form) => $"{form.Name} {form.Kind} {form.Field}";
    [NeedsForm] internal static Tree Tree(Tree form) => form;
    [NeedsForm] internal static Marked Marked(Marked form) => form;
    [NeedsForm] internal static SetsAll SetsAll(SetsAll form) => form;
    [NeedsForm] internal static string Priced(Priced form) => $"{form.Price} {form.Discount} {form.Parts.Count}";
    [NeedsForm] internal static RangeGuard RangeGuard(RangeGuard form) => form;
    [NeedsForm] internal static Evens Evens(Evens form) => form;
    [NeedsForm] internal static Even Even(Even form) => form;
    [NeedsDb] internal static string Lent(FakeConnection db, [NeedsForm] Line line) => $"{db.State} {line}";

    [NeedsForm]
    internal static string Uploads(Uploads form) =>
        $"{form.Photo.FileName} {form.Cover?.FileName ?? "-"} {string.Join(',', form.Pages.Select(page => page.FileName))} {form.Web?.FileName ?? "-"} "
        + $"{string.Join(',', form.Webs.Select(file => file.FileName))} {form.Any?.Value ?? "-"} {form.Title}";

    [NeedsForm]
    internal static IResult Adds(Form<Line> form)
    {
        form.Errors.Add("sku", "taken", "There is such a thing already.");
        return TypedResults.Text($"{form.IsValid} {form.Value?.Sku} {string.Join(' ', form.Errors)}");
    }

    [NeedsForm] internal static string Judged(Form<Even> form) => $"{form.IsValid} {form.Value is null} {form.Errors.Count}";
    [NeedsForm] internal static Oblivious Oblivious(Oblivious form) => form;
    [NeedsForm] internal static string Shorts(Shorts form) => $"{form.Items.Count}";
    [NeedsForm] internal static Repeated Repeated(Repeated form) => form;

    public static void Map(WebApplication app)
    {
        app.MapPost("/Collections", CollectionsEndpoint);
        app.MapPost("/Point", PointEndpoint);
        app.MapPost("/Pair", PairEndpoint);
        app.MapPost("/PageOfLines", PageOfLinesEndpoint);
        app.MapPost("/PageOfTexts", PageOfTextsEndpoint);
        app.MapPost("/Dog", DogEndpoint);
        app.MapPost("/Tree", TreeEndpoint);
        app.MapPost("/Marked", MarkedEndpoint);
        app.MapPost("/SetsAll", SetsAllEndpoint);
        app.MapPost("/Priced", PricedEndpoint);
        app.MapPost("/RangeGuard", RangeGuardEndpoint);
        app.MapPost("/Evens", EvensEndpoint);
        app.MapPost("/Even", EvenEndpoint);
        app.MapPost("/Lent", LentEndpoint);
        app.MapPost("/Uploads", UploadsEndpoint);
        app.MapPost("/Adds", AddsEndpoint);
        app.MapPost("/Judged", JudgedEndpoint);
        app.MapPost("/Oblivious", ObliviousEndpoint);
        app.MapPost("/Shorts", ShortsEndpoint);
        app.MapPost("/Repeated", RepeatedEndpoint);
    }
}
