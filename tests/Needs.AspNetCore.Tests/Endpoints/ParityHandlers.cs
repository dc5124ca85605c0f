using System.Net;
using System.Numerics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using Needs.Testing;

namespace Needs.AspNetCore.Tests.Endpoints;

/// <summary>Every binding that minimal APIs know, as handlers; <see cref="ParityTheirs"/> has the same as lambdas.</summary>
[Route("/ours")]
public static partial class ParityHandlers
{
    [HttpGet("int"), NeedsDb]
    public static string Int(FakeConnection db, int id) => Show(id);

    [HttpGet("int-query"), NeedsDb]
    public static string IntQuery(FakeConnection db, [FromQuery(Name = "the-id")] int id) => Show(id);

    [HttpGet("int-nullable"), NeedsDb]
    public static string IntNullable(FakeConnection db, int? id) => Show(id);

    [HttpGet("int-default"), NeedsDb]
    public static string IntDefault(FakeConnection db, int id = 7) => Show(id);

    [HttpGet("int-nullable-default"), NeedsDb]
    public static string IntNullableDefault(FakeConnection db, int? id = 7) => Show(id);

    [HttpGet("route/{id}"), NeedsDb]
    public static string FromRouteOnly(FakeConnection db, int id) => Show(id);

    [HttpGet("route-optional/{id?}"), NeedsDb]
    public static string RouteOptional(FakeConnection db, int? id) => Show(id);

    [HttpGet("route-required/{id?}"), NeedsDb]
    public static string RouteRequired(FakeConnection db, string id) => Show(id);

    [HttpGet("route-named/{the-id}"), NeedsDb]
    public static string RouteNamed(FakeConnection db, [FromRoute(Name = "the-id")] Guid id) => Show(id);

    [HttpGet("text"), NeedsDb]
    public static string Text(FakeConnection db, string s) => Show(s);

    [HttpGet("text-nullable"), NeedsDb]
    public static string TextNullable(FakeConnection db, string? s) => Show(s);

    [HttpGet("text-default"), NeedsDb]
    public static string TextDefault(FakeConnection db, string s = "x\"{") => Show(s);

    [HttpGet("header"), NeedsDb]
    public static string Header(FakeConnection db, [FromHeader(Name = "X-A")] int a) => Show(a);

    [HttpGet("header-nullable"), NeedsDb]
    public static string HeaderNullable(FakeConnection db, [FromHeader(Name = "X-A")] int? a) => Show(a);

    [HttpGet("header-text"), NeedsDb]
    public static string HeaderText(FakeConnection db, [FromHeader(Name = "X-A")] string a) => Show(a);

    [HttpGet("header-texts"), NeedsDb]
    public static string HeaderTexts(FakeConnection db, [FromHeader(Name = "X-A")] string[] a) => ShowAll(a);

    [HttpGet("header-ints"), NeedsDb]
    public static string HeaderInts(FakeConnection db, [FromHeader(Name = "X-A")] int[] a) => ShowAll(a);

    [HttpGet("ints"), NeedsDb]
    public static string Ints(FakeConnection db, int[] a) => ShowAll(a);

    [HttpGet("ints-optional"), NeedsDb]
    public static string IntsOptional(FakeConnection db, int[]? a = null) => ShowAll(a);

    [HttpGet("ints-nullable"), NeedsDb]
    public static string IntsNullable(FakeConnection db, int?[] a) => ShowAll(a);

    [HttpGet("texts"), NeedsDb]
    public static string Texts(FakeConnection db, string[] a) => ShowAll(a);

    [HttpGet("string-values"), NeedsDb]
    public static string Values(FakeConnection db, StringValues a) => ShowAll(a.ToArray());

    [HttpGet("enum"), NeedsDb]
    public static string Enum(FakeConnection db, DayOfWeek a) => Show(a);

    [HttpGet("enum-nullable"), NeedsDb]
    public static string EnumNullable(FakeConnection db, DayOfWeek? a) => Show(a);

    [HttpGet("enum-default"), NeedsDb]
    public static string EnumDefault(FakeConnection db, DayOfWeek a = DayOfWeek.Friday) => Show(a);

    [HttpGet("uri"), NeedsDb]
    public static string Uri(FakeConnection db, Uri a) => Show(a);

    [HttpGet("uri-nullable"), NeedsDb]
    public static string UriNullable(FakeConnection db, Uri? a) => Show(a);

    [HttpGet("date-time"), NeedsDb]
    public static string DateTime(FakeConnection db, DateTime a) => $"{a:o} {a.Kind}";

    [HttpGet("date-time-offset"), NeedsDb]
    public static string DateTimeOffset(FakeConnection db, DateTimeOffset a) => $"{a:o}";

    [HttpGet("date-only"), NeedsDb]
    public static string DateOnly(FakeConnection db, DateOnly a) => $"{a:o}";

    [HttpGet("time-only"), NeedsDb]
    public static string TimeOnly(FakeConnection db, TimeOnly a) => $"{a:o}";

    [HttpGet("bool"), NeedsDb]
    public static string Bool(FakeConnection db, bool a) => Show(a);

    [HttpGet("decimal"), NeedsDb]
    public static string Decimal(FakeConnection db, decimal a) => Show(a);

    [HttpGet("double"), NeedsDb]
    public static string Double(FakeConnection db, double a) => Show(a);

    [HttpGet("big"), NeedsDb]
    public static string Big(FakeConnection db, BigInteger a) => Show(a);

    [HttpGet("ip"), NeedsDb]
    public static string Ip(FakeConnection db, IPAddress a) => Show(a);

    [HttpGet("sku"), NeedsDb]
    public static string Sku(FakeConnection db, Sku a) => Show(a);

    [HttpGet("sku-nullable"), NeedsDb]
    public static string SkuNullable(FakeConnection db, Sku? a) => Show(a);

    [HttpGet("skus"), NeedsDb]
    public static string Skus(FakeConnection db, Sku[] a) => ShowAll(a);

    [HttpGet("range"), NeedsDb]
    public static string Range(FakeConnection db, PageRange a) => Show(a);

    [HttpGet("range-nullable"), NeedsDb]
    public static string RangeNullable(FakeConnection db, PageRange? a) => Show(a);

    [HttpGet("bound"), NeedsDb]
    public static string Bound(FakeConnection db, Culture a) => Show(a);

    [HttpGet("bound-nullable"), NeedsDb]
    public static string BoundNullable(FakeConnection db, Culture? a) => Show(a);

    [HttpGet("bound-interface"), NeedsDb]
    public static string BoundInterface(FakeConnection db, Caller who) => Show(who);

    [HttpPost("body"), NeedsDb]
    public static string Body(FakeConnection db, Item item) => Show(item);

    [HttpPost("body-nullable"), NeedsDb]
    public static string BodyNullable(FakeConnection db, Item? item) => Show(item);

    [HttpPost("body-empty-allowed"), NeedsDb]
    public static string BodyEmptyAllowed(FakeConnection db, [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] Item item) => Show(item);

    [HttpPost("body-int"), NeedsDb]
    public static string BodyInt(FakeConnection db, [FromBody] int item) => Show(item);

    [HttpPost("body-ints"), NeedsDb]
    public static string BodyInts(FakeConnection db, int[] item) => ShowAll(item);

    [HttpPost("body-list"), NeedsDb]
    public static string BodyList(FakeConnection db, IReadOnlyList<Item> item) => ShowAll(item);

    [HttpPost("body-and-value"), NeedsDb]
    public static string BodyAndValue(FakeConnection db, Item item, int id) => Show(item) + Show(id);

    [HttpDelete("delete-body"), NeedsDb]
    public static string DeleteBody(FakeConnection db, [FromBody] Item item) => Show(item);

    [HttpPost("stream"), NeedsDb]
    public static async Task<string> Raw(FakeConnection db, Stream body)
    {
        using var reader = new StreamReader(body);
        return Show(await reader.ReadToEndAsync());
    }

    [HttpGet("service"), NeedsDb]
    public static string Service(FakeConnection db, IClock clock, [FromKeyedServices("utc")] IClock utc, [FromServices] IClock? again) =>
        Show(clock.Now) + Show(utc.Now) + Show(again?.Now);

    [HttpGet("result/text-null"), NeedsDb]
    public static object? Null(FakeConnection db) => null;

    [HttpGet("result/object"), NeedsDb]
    public static object Object(FakeConnection db) => new Item("a", 1);

    [HttpGet("result/object-text"), NeedsDb]
    public static object ObjectText(FakeConnection db) => "text";

    [HttpGet("result/object-result"), NeedsDb]
    public static object ObjectResult(FakeConnection db) => TypedResults.NoContent();

    [HttpGet("result/base"), NeedsDb]
    public static Shape Base(FakeConnection db) => new Circle(2);

    [HttpGet("result/interface"), NeedsDb]
    public static IReadOnlyList<Item> Interface(FakeConnection db) => [new Item("a", 1)];

    [HttpGet("result/nothing"), NeedsDb]
    public static void Nothing(FakeConnection db)
    {
    }

    [HttpGet("result/task"), NeedsDb]
    public static Task Tasked(FakeConnection db) => Task.CompletedTask;

    [HttpGet("result/int"), NeedsDb]
    public static ValueTask<int> Number(FakeConnection db) => new(5);

    [HttpGet("result/null-result"), NeedsDb]
    public static IResult? NullResult(FakeConnection db) => null;

    internal static string Show(object? value) => $"[{value ?? "null"}]";

    internal static string ShowAll<T>(IEnumerable<T>? values) => values is null ? "none" : $"[{string.Join('|', values.Select(value => value?.ToString() ?? "null"))}]";
}
