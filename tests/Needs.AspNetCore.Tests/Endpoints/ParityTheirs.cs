using System.Net;
using System.Numerics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using static Needs.AspNetCore.Tests.Endpoints.ParityHandlers;

namespace Needs.AspNetCore.Tests.Endpoints;

/// <summary>The endpoints of <see cref="ParityHandlers"/> as minimal APIs.</summary>
internal static class ParityTheirs
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var theirs = app.MapGroup("/theirs");
        theirs.MapGet("int", (int id) => Show(id));
        theirs.MapGet("int-query", ([FromQuery(Name = "the-id")] int id) => Show(id));
        theirs.MapGet("int-nullable", (int? id) => Show(id));
        theirs.MapGet("int-default", (int id = 7) => Show(id));
        theirs.MapGet("int-nullable-default", (int? id = 7) => Show(id));
        theirs.MapGet("route/{id}", (int id) => Show(id));
        theirs.MapGet("route-optional/{id?}", (int? id) => Show(id));
#pragma warning disable ASP0007 // the difference is what is tested
        theirs.MapGet("route-required/{id?}", (string id) => Show(id));
#pragma warning restore ASP0007
        theirs.MapGet("route-named/{the-id}", ([FromRoute(Name = "the-id")] Guid id) => Show(id));
        theirs.MapGet("text", (string s) => Show(s));
        theirs.MapGet("text-nullable", (string? s) => Show(s));
        theirs.MapGet("text-default", (string s = "x\"{") => Show(s));
        theirs.MapGet("header", ([FromHeader(Name = "X-A")] int a) => Show(a));
        theirs.MapGet("header-nullable", ([FromHeader(Name = "X-A")] int? a) => Show(a));
        theirs.MapGet("header-text", ([FromHeader(Name = "X-A")] string a) => Show(a));
        theirs.MapGet("header-texts", ([FromHeader(Name = "X-A")] string[] a) => ShowAll(a));
        theirs.MapGet("header-ints", ([FromHeader(Name = "X-A")] int[] a) => ShowAll(a));
        theirs.MapGet("ints", (int[] a) => ShowAll(a));
        theirs.MapGet("ints-optional", (int[]? a = null) => ShowAll(a));
        theirs.MapGet("ints-nullable", (int?[] a) => ShowAll(a));
        theirs.MapGet("texts", (string[] a) => ShowAll(a));
        theirs.MapGet("string-values", (StringValues a) => ShowAll(a.ToArray()));
        theirs.MapGet("enum", (DayOfWeek a) => Show(a));
        theirs.MapGet("enum-nullable", (DayOfWeek? a) => Show(a));
        theirs.MapGet("enum-default", (DayOfWeek a = DayOfWeek.Friday) => Show(a));
        theirs.MapGet("uri", (Uri a) => Show(a));
        theirs.MapGet("uri-nullable", (Uri? a) => Show(a));
        theirs.MapGet("date-time", (DateTime a) => $"{a:o} {a.Kind}");
        theirs.MapGet("date-time-offset", (DateTimeOffset a) => $"{a:o}");
        theirs.MapGet("date-only", (DateOnly a) => $"{a:o}");
        theirs.MapGet("time-only", (TimeOnly a) => $"{a:o}");
        theirs.MapGet("bool", (bool a) => Show(a));
        theirs.MapGet("decimal", (decimal a) => Show(a));
        theirs.MapGet("double", (double a) => Show(a));
        theirs.MapGet("big", (BigInteger a) => Show(a));
        theirs.MapGet("ip", (IPAddress a) => Show(a));
        theirs.MapGet("sku", (Sku a) => Show(a));
        theirs.MapGet("sku-nullable", (Sku? a) => Show(a));
        theirs.MapGet("skus", (Sku[] a) => ShowAll(a));
        theirs.MapGet("range", (PageRange a) => Show(a));
        theirs.MapGet("range-nullable", (PageRange? a) => Show(a));
        theirs.MapGet("bound", (Culture a) => Show(a));
        theirs.MapGet("bound-nullable", (Culture? a) => Show(a));
        theirs.MapGet("bound-interface", (Caller who) => Show(who));
        theirs.MapPost("body", (Item item) => Show(item));
        theirs.MapPost("body-nullable", (Item? item) => Show(item));
        theirs.MapPost("body-empty-allowed", ([FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] Item item) => Show(item));
        theirs.MapPost("body-int", ([FromBody] int item) => Show(item));
        theirs.MapPost("body-ints", (int[] item) => ShowAll(item));
        theirs.MapPost("body-list", (IReadOnlyList<Item> item) => ShowAll(item));
        theirs.MapPost("body-and-value", (Item item, int id) => Show(item) + Show(id));
        theirs.MapDelete("delete-body", ([FromBody] Item item) => Show(item));
        theirs.MapPost("stream", async (Stream body) => Show(await new StreamReader(body).ReadToEndAsync()));
        theirs.MapGet("service", (IClock clock, [FromKeyedServices("utc")] IClock utc, [FromServices] IClock? again) =>
            Show(clock.Now) + Show(utc.Now) + Show(again?.Now));
        theirs.MapGet("result/text-null", object? () => null);
        theirs.MapGet("result/object", object () => new Item("a", 1));
        theirs.MapGet("result/object-text", object () => "text");
        theirs.MapGet("result/object-result", object () => TypedResults.NoContent());
        theirs.MapGet("result/base", Shape () => new Circle(2));
        theirs.MapGet("result/interface", IReadOnlyList<Item> () => [new Item("a", 1)]);
        theirs.MapGet("result/nothing", () => { });
        theirs.MapGet("result/task", () => Task.CompletedTask);
        theirs.MapGet("result/int", ValueTask<int> () => new(5));
        theirs.MapGet("result/null-result", IResult? () => null);
    }
}
