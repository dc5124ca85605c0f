namespace Needs.Generator.Tests.Endpoints;

/// <summary>Handlers with endpoints, of every kind, as users write them.</summary>
internal static class EndpointSources
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.IO.Pipelines;
        using System.Reflection;
        using System.Security.Claims;
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Http.HttpResults;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.ModelBinding;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Primitives;
        using Needs;
        using Needs.Testing;

        """;

    public const string Parameters = Usings + """
        namespace Shop;

        [Flags]
        public enum Kind { None = 0, Small = 1, Large = 2 }

        public sealed record Item(string Name);

        public struct Point { public int X { get; set; } }

        public readonly struct Range
        {
            public static bool TryParse(string text, out Range range) { range = default; return text.Length > 0; }
        }

        public sealed class Sku
        {
            public static bool TryParse(string text, IFormatProvider provider, out Sku sku) { sku = new Sku(); return true; }
        }

        public sealed class Culture
        {
            public static ValueTask<Culture> BindAsync(HttpContext context) => new(new Culture());
        }

        public struct Offset
        {
            public static ValueTask<Offset> BindAsync(HttpContext context, ParameterInfo parameter) => new(new Offset());
        }

        public sealed class Caller : IBindableFromHttpContext<Caller>
        {
            static ValueTask<Caller> IBindableFromHttpContext<Caller>.BindAsync(HttpContext context, ParameterInfo parameter) => new(new Caller());
        }

        [Route("/parameters")]
        public static partial class Parameters
        {
            [HttpGet("parts"), NeedsDb]
            public static string Parts(
                FakeConnection db, HttpContext context, HttpRequest request, HttpResponse response, ClaimsPrincipal user, Stream body, PipeReader reader,
                CancellationToken ct = default) => "";

            [HttpGet("values/{id}"), NeedsDb]
            public static string Values(
                FakeConnection db, string id, int number, long? maybe, decimal price, Guid guid, Uri uri, DateTime at, DateTimeOffset when, DateOnly day, TimeOnly time,
                Kind kind, Kind? kindMaybe, Range range, Range? rangeMaybe, Sku sku, char letter, Half half, Int128 big, TimeSpan span) => "";

            [HttpGet("defaults"), NeedsDb]
            public static string Defaults(
                FakeConnection db, string text = "a\"{b}\\", int number = -1, long? maybe = 5, decimal price = 1.50m, double d = double.NaN, Kind kind = Kind.Small | Kind.Large,
                Kind? kindMaybe = Kind.Large, DateTime at = default, Guid guid = default, char c = '\'', float f = 1e10f, Uri uri = null, int[] many = null) => "";

            [HttpGet("many"), NeedsDb]
            public static string Many(
                FakeConnection db, int[] a, int?[] b, string[] c, List<Guid> d, IReadOnlyList<Kind> e, IEnumerable<string> f, StringValues g, StringValues? h,
                [FromHeader(Name = "X-A")] IList<DateOnly> i, Range[] j, [FromQuery] List<string> k, params int[] l) => "";

            [HttpGet("sources/{id}"), NeedsDb]
            public static string Sources(
                FakeConnection db, [FromRoute] int id, [FromQuery(Name = "q\"")] string query, [FromHeader] string accept, [FromServices] IServiceProvider services,
                [FromKeyedServices("k")] TimeProvider keyed, [FromKeyedServices(Kind.Small)] TimeProvider byEnum, [FromKeyedServices(typeof(int))] TimeProvider byType,
                [FromKeyedServices(5L)] TimeProvider byNumber, TimeProvider inferred, in int byReference, ref readonly int readOnly) => "";

            [HttpPost("body"), NeedsDb]
            public static string Body(FakeConnection db, Item item, int number) => "";

            [HttpPost("body-struct"), NeedsDb]
            public static string BodyStruct(FakeConnection db, Point point) => "";

            [HttpPost("body-struct-nullable"), NeedsDb]
            public static string BodyStructNullable(FakeConnection db, Point? point = null) => "";

            [HttpPut("body-marked"), NeedsDb]
            public static string BodyMarked(FakeConnection db, [FromBody] int number = 4) => "";

            [HttpPut("body-empty"), NeedsDb]
            public static string BodyEmpty(FakeConnection db, [FromBody(EmptyBodyBehavior = EmptyBodyBehavior.Allow)] Point number) => "";

            [HttpPatch("body-dynamic"), NeedsDb]
            public static string BodyDynamic(FakeConnection db, dynamic anything, (int A, string B)[] tuples) => "";

            [HttpGet("bound"), NeedsDb]
            public static string Bound(FakeConnection db, Culture culture, Offset offset, Offset? offsetMaybe, Caller caller) => "";

            [HttpGet("names"), NeedsDb]
            public static string Names(FakeConnection db, int context, int @class, int __request, int __result, int Names, int __lease, int __database) => "";

            [NeedsDb]
            public static string WithoutRoute(FakeConnection db, Item item, int[] numbers, Item[] items) => "";

            [NeedsDb]
            public static string OnlyAWrapper(FakeConnection db, ref int number) => "";
        }
        """;

    public const string Results = Usings + """
        namespace Shop
        {
            [Route("results")]
            public static partial class Results
            {
                [HttpGet("a"), NeedsDb] public static void Nothing(FakeConnection db) { }
                [HttpGet("b"), NeedsDb] public static Task Tasked(FakeConnection db) => Task.CompletedTask;
                [HttpGet("c"), NeedsDb] public static ValueTask ValueTasked(FakeConnection db, CancellationToken ct) => default;
                [HttpGet("d"), NeedsDb] public static string Text(FakeConnection db) => "";
                [HttpGet("e"), NeedsDb] public static async Task<string> TextAsync(FakeConnection db, CancellationToken ct) => await Task.FromResult("");
                [HttpGet("f"), NeedsDb] public static IResult Result(FakeConnection db) => TypedResults.Ok();
                [HttpGet("g"), NeedsDb] public static Ok Typed(FakeConnection db) => TypedResults.Ok();
                [HttpGet("h"), NeedsDb] public static async Task<Results<Ok<int>, NotFound>> Union(FakeConnection db) => await Task.FromResult(TypedResults.Ok(1));
                [HttpGet("i"), NeedsDb] public static object Any(FakeConnection db) => "";
                [HttpGet("j"), NeedsDb] public static dynamic Dynamic(FakeConnection db) => "";
                [HttpGet("k"), NeedsDb] public static async Task<dynamic> DynamicAsync(FakeConnection db, CancellationToken ct) => await Task.FromResult("");
                [HttpGet("l"), NeedsDb] public static int Number(FakeConnection db) => 1;
                [HttpGet("m"), NeedsDb] public static int? NumberMaybe(FakeConnection db) => 1;
                [HttpGet("n"), NeedsDb] public static (int A, List<string> B) Tuple(FakeConnection db) => (1, new List<string>());
                [HttpGet("o"), NeedsDb] public static IReadOnlyList<int> List(FakeConnection db) => new[] { 1 };
                [HttpGet("p"), NeedsDb(Transaction = true)] public static async ValueTask<int[]> ArrayAsync(FakeConnection db, FakeTransaction tx) => await Task.FromResult(new[] { 1 });
                [HttpGet("q"), NeedsDb] public static IEnumerable<int> Iterator(FakeConnection db) { yield return 1; }
                [HttpGet("r"), NeedsDb] public static async IAsyncEnumerable<string> AsyncIterator(FakeConnection db) { await Task.Yield(); yield return ""; }
                [HttpGet("s"), NeedsDb] public static System.Collections.IEnumerable Untyped(FakeConnection db) { yield return 1; }
                [HttpGet("t"), NeedsDb] public static unsafe string Unsafe(FakeConnection db) => "";
            }
        }
        """;

    public const string Types = Usings + """
        using Label = System.ComponentModel.DescriptionAttribute;

        [AttributeUsage(AttributeTargets.Class)]
        public sealed class OnlyOnTypesAttribute : AuthorizeAttribute { }

        [Authorize("policy"), Label("text"), Obsolete("old"), OnlyOnTypes]
        public partial class Global
        {
            private sealed class Hidden { }

            private sealed class SecretAttribute : Attribute { }

            [HttpGet("/global"), NeedsDb, Secret, Obsolete]
            private static object Private(FakeConnection db, [FromQuery] int a) => new Hidden();

            [HttpGet("/global/2"), NeedsDb]
            protected internal string Instance(FakeConnection db, CancellationToken ct) => "";
        }

        public abstract partial record Outer
        {
            public static partial class Inner
            {
                internal partial record struct Deep(TimeProvider Time)
                {
                    [HttpGet("/deep"), HttpHead("/deep"), HttpPost("/deep/{id}"), AcceptVerbs("GET", "purge", Route = "/verbs"), NeedsDb]
                    public readonly string Get(FakeConnection db) => "";
                }
            }
        }

        [System.Diagnostics.CodeAnalysis.Experimental("SHOP1")]
        public static partial class Trial
        {
            [HttpGet("/trial"), NeedsDb, Obsolete("old", DiagnosticId = "SHOP2")] public static string Get(FakeConnection db) => "";
        }

        public partial interface IStatic
        {
            [HttpGet("/interface"), NeedsDb] public static string Get(FakeConnection db) => "";
        }

        public sealed partial class @class : IAsyncDisposable
        {
            public ValueTask DisposeAsync() => default;

            [HttpGet("/keyword/{[[a]]}"), NeedsDb] public string @event(FakeConnection @string, int @int) => "";

            [HttpGet("/overload/1"), NeedsDb] public static string Over(FakeConnection db, int a) => "";

            [HttpGet("/overload/2"), NeedsDb] public static string Over(FakeConnection db, string a) => "";

            [NeedsDb] public static T Generic<T>(FakeConnection db, T value) => value;
        }

        public partial class Generic<T>
        {
            [NeedsDb] public static string Get(FakeConnection db) => "";
        }
        """;

    public const string Retries = Usings + """
        namespace Shop.Retried
        {
            public sealed record Entry(string Name);

            [Route("retries")]
            public sealed partial class Entries(TimeProvider time) : IAsyncDisposable, IDisposable
            {
                [HttpGet("a"), NeedsDb(Retries = 1, Transaction = true)] public void Nothing(FakeConnection db) { }
                [HttpGet("b"), NeedsDb(Retries = 1, Transaction = true)] public static Task Tasked(FakeConnection db) => Task.CompletedTask;
                [HttpGet("c"), NeedsDb(Retries = 1)] public ValueTask ValueTasked(FakeConnection db, FakeTransaction tx, CancellationToken ct) => default;
                [HttpGet("d"), NeedsDb(Retries = 1, Transaction = true)] public static string Text(FakeConnection db, in int number) => "";
                [HttpGet("e"), NeedsDb(Retries = 1, Transaction = true)] public static object Any(FakeConnection db) => "";
                [HttpGet("f"), NeedsDb(Retries = 1, Transaction = true)] public static async Task<Results<Ok<int>, NotFound>> Union(FakeConnection db, CancellationToken ct) => await Task.FromResult(TypedResults.Ok(1));
                [HttpGet("g"), NeedsDb(Retries = 1, Transaction = true)] public static IReadOnlyList<int> List(FakeConnection db, int __attempts, int __error) => new[] { __attempts, __error };
                [HttpPost("h"), NeedsDb(Retries = 1, Transaction = true), NeedsForm] public string Form(FakeConnection db, FormData form) => time.ToString();
                [HttpPost("i"), NeedsDb(Retries = 1, Transaction = true), NeedsForm] public static string Bound(FakeConnection db, Entry form) => form.Name;
                [HttpPost("j"), NeedsDb(Retries = 1, Transaction = true), NeedsForm] public static string WithErrors(FakeConnection db, Form<Entry> form) => "";
                [HttpPost("k"), NeedsDb(Retries = 1, Transaction = true, MaxConcurrency = 1, WaitMilliseconds = 1)] public static void Over(FakeConnection db, Entry body) { }
                [HttpPost("l"), NeedsDb("other", Retries = 1, Transaction = true)] public static void Over(FakeConnection db, Entry body, int number) { }

                public ValueTask DisposeAsync() => default;

                public void Dispose() { }
            }
        }
        """;

    public static IReadOnlyList<string> All { get; } = [Parameters, Results, Types, Retries];
}
