using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Needs.AspNetCore.Tests.Forms.Binding;

/// <summary>Whatever names and values arrive, a form is bound or refused, soon, and with nothing left behind.</summary>
[Collection(nameof(Forms.Uploads))]
public sealed class BindingFuzzTests(ITestOutputHelper output)
{
    private const int DefaultForms = 100_000;

    private static readonly string[] Pieces =
    [
        "name", "NAME", "count", "price", "flag", "day", "kinds", "ids", "tags", "keys", "items",
        "map", "byte", "grid", "self", "file", "files", "a", "b",
        "[0]", "[1]", "[2]", "[7]", "[999]", "[1000]", "[99999999999999]", "[-1]", "[]", "[a]", "[ ]", "[0", "0]", "[[0]]",
        "[0][1]", ".", "..", ".a", ".b",
        ".self", ".items", "[self]", "[items]", ".items[0]", "[1].a", "\0", "\u00e9", "\u00ff\u00fe", " ", "\"",
        "__RequestVerificationToken", "_charset_",
    ];

    private static readonly string[] Values =
    [
        "", " ", "0", "1", "11", "-1", "99999999999999999999", "1.5", "1,5", "1e999", "NaN", "on", "true", "maybe",
        "2026-02-29", "2024-02-29", "One", "two", "3",
        "6f9619ff-8b86-d011-b42d-00cf4fc964ff", "x", "long text", "\0", "\u00e9", "\u00ff\u00fe", "\u00f0\u009f", "<b>", "\r\n",
    ];

    /// <summary>NEEDS_FUZZ_BODIES sets how many, NEEDS_FUZZ_SEED repeats a run.</summary>
    [Fact]
    public async Task RandomForms_AreBoundOrRefused()
    {
        var seed = FromEnvironment("NEEDS_FUZZ_SEED") ?? Environment.TickCount;
        var forms = FromEnvironment("NEEDS_FUZZ_BODIES") ?? DefaultForms;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var services = FormExchange.Services(static services =>
            services.Configure<NeedsOptions>(static options => options.FormLimits.MemoryThreshold = 0));
        var outcomes = new Dictionary<int, int>();
        var watch = Stopwatch.StartNew();
        var longest = TimeSpan.Zero;
        for (var i = 0; i < forms; i++)
        {
            var started = watch.Elapsed;
            var status = await SendAsync(random, services, $"seed {seed}, form {i}");
            outcomes[status] = outcomes.GetValueOrDefault(status) + 1;
            if (watch.Elapsed - started > longest) longest = watch.Elapsed - started;
        }

        output.WriteLine($"{string.Join(", ", outcomes)} in {watch.Elapsed.TotalSeconds:F1} s; the slowest took {longest.TotalMilliseconds:F0} ms");
        Assert.Subset(new HashSet<int> { 200, 400, 413 }, outcomes.Keys.ToHashSet());
        Assert.All([200, 400, 413], status => Assert.InRange(outcomes.GetValueOrDefault(status), forms / 100, forms));
        await Forms.Uploads.AssertNoneAsync();
    }

    private static async Task<int> SendAsync(Random random, IServiceProvider services, string what)
    {
        var fields = Enumerable.Range(0, random.Next(12)).Select(_ => (Name: Name(random), Value: Pick(random, Values))).ToList();
        if (random.Next(2) == 0) fields.Insert(0, ("name", "Ada"));
        var isMultipart = random.Next(8) == 0;
        var body = isMultipart ? Multipart(fields, random) : string.Join('&', fields.Select(field => Escape(field.Name) + '=' + Escape(field.Value)));
        var contentType = isMultipart ? MultipartBodies.ContentType : "application/x-www-form-urlencoded";
        await using var exchange = new FormExchange(contentType, new MemoryStream(Encoding.Latin1.GetBytes(body)), services);
        var context = exchange.Context;
        try
        {
            var endpoint = random.Next(3) == 0 ? (RequestDelegate)HarmHandlers.TakeStrictlyEndpoint : HarmHandlers.TakeEndpoint;
            await endpoint(context).WaitAsync(TimeSpan.FromMinutes(1));
            var status = context.Response.StatusCode;
            if (status != StatusCodes.Status200OK) exchange.DescribeAnswer();
            Assert.Equal(status == StatusCodes.Status200OK, IsBound(context));
            return status;
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"{what}: {body}", error);
        }
    }

    /// <summary>A form that is kept for the handler is whole, or says what is wrong.</summary>
    private static bool IsBound(HttpContext context) => context.Items[typeof(HarmForm)] switch
    {
        HarmForm form => form.Name.Length > 0 && form.Count is >= 1 and <= 10,
        Form<HarmForm> form => form.IsValid != form.Errors.Count > 0,
        _ => false,
    };

    private static string Name(Random random)
    {
        var pieces = 1 + random.Next(random.Next(6) == 0 ? 30 : 4);
        return string.Concat(Enumerable.Range(0, pieces).Select(_ => Pick(random, Pieces)));
    }

    private static string Multipart(List<(string Name, string Value)> fields, Random random) => MultipartBodies.Form(
        [.. fields.Select(field => MultipartBodies.Part($"name=\"{Quote(field.Name)}\"{(random.Next(8) == 0 ? "; filename=\"f\"" : "")}", field.Value))]);

    private static string Quote(string name) => name.Replace("\"", "%22", StringComparison.Ordinal).Replace("\0", "", StringComparison.Ordinal);

    private static string Escape(string text) => string.Concat(text.Select(static character =>
        char.IsAsciiLetterOrDigit(character) || character is '[' or ']' or '.' ? character.ToString() : $"%{(int)character:X2}"));

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];

    private static int? FromEnvironment(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : null;
}
