using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace Needs.AspNetCore.Tests.Forms;

/// <summary>Whatever arrives, a form is read or refused: soon, and with nothing left behind.</summary>
[Collection(nameof(Uploads))]
public sealed class FormFuzzTests(ITestOutputHelper output)
{
    private const int DefaultBodies = 100_000;

    private static readonly string[] Tokens =
    [
        "--xyz\r\n", "--xyz--", "--xyz--\r\n", "\r\n--xyz\r\n", "\r\n--xyz--\r\n", "--xyz", "--", "-", "\r", "\n", "\r\n", "\r\n\r\n", "xyz", "--xy",
        "Content-Disposition: form-data", "Content-Disposition:", "content-disposition: form-data; name=\"a\"", "; name=\"a\"", "; name=", "; filename=\"x\"",
        "; filename*=UTF-8''%41", "; filename=\"", "\"", "\\", ";", "=", ":", " ", "\t", "%", "%22", "%41", "&", "+", "\0", "a", "1", "\u00ff", "\u00c3",
        "Content-Type: text/plain", "X: y\r\n", "Content-Length: -1\r\n",
    ];

    private static readonly string[] Whole =
    [
        MultipartBodies.Form(MultipartBodies.Part("name=\"a\"", "1"), MultipartBodies.Part("name=\"f\"; filename=\"x\"", "content")),
        MultipartBodies.Form(MultipartBodies.Part("name=\"f\"; filename=\"x\"", new string('x', 3_000))),
        "a=1&b=%41+%zz&&c&=d",
    ];

    private static readonly string?[] ContentTypes =
        [MultipartBodies.ContentType, MultipartBodies.ContentType, MultipartBodies.ContentType, "application/x-www-form-urlencoded", null];

    /// <summary>NEEDS_FUZZ_BODIES sets how many, NEEDS_FUZZ_SEED repeats a run.</summary>
    [Fact]
    public async Task RandomBodies_AreReadOrRefused()
    {
        var seed = FromEnvironment("NEEDS_FUZZ_SEED") ?? Environment.TickCount;
        var bodies = FromEnvironment("NEEDS_FUZZ_BODIES") ?? DefaultBodies;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var (read, longest) = (0, TimeSpan.Zero);
        for (var i = 0; i < bodies; i++)
        {
            var (body, contentType) = (Body(random), ContentTypes[random.Next(ContentTypes.Length)]);
            var watch = Stopwatch.StartNew();
            var result = await ReadAsync(body, contentType, random, $"seed {seed}, body {i}");
            if (watch.Elapsed > longest) longest = watch.Elapsed;
            if (!result.StartsWith("4", StringComparison.Ordinal)) read++;
        }

        output.WriteLine($"{read} of {bodies} were forms; the slowest took {longest.TotalMilliseconds:F0} ms");
        Assert.InRange(read, bodies / 50, bodies - (bodies / 50));
        await Uploads.AssertNoneAsync();
    }

    private static async Task<string> ReadAsync(string body, string? contentType, Random random, string what)
    {
        var bytes = Encoding.Latin1.GetBytes(body);
        var cuts = Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(bytes.Length + 1)).Order().ToArray();
        await using var exchange = new FormExchange(contentType, new ChunkedStream(bytes, cuts), services =>
            services.Configure<NeedsOptions>(options => options.FormLimits.MemoryThreshold = 1000));
        try
        {
            var form = await exchange.ReadAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(1));
            if (form is not null) return "read " + await FormExchange.DescribeAsync(form);

            var answer = exchange.DescribeAnswer();
            Assert.Contains(exchange.Context.Response.StatusCode, new[] { 400, 413, 415 });
            return answer;
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"{what}: {contentType}, {Convert.ToHexString(bytes)}", error);
        }
    }

    private static string Body(Random random)
    {
        if (random.Next(2) == 0) return string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => Tokens[random.Next(Tokens.Length)]));

        var text = new StringBuilder(Whole[random.Next(Whole.Length)]);
        for (var changes = random.Next(4); changes > 0; changes--)
        {
            var place = random.Next(text.Length);
            switch (random.Next(3))
            {
                case 0:
                    text.Remove(place, Math.Min(random.Next(1, 20), text.Length - place));
                    break;
                case 1:
                    text.Insert(place, Tokens[random.Next(Tokens.Length)]);
                    break;
                default:
                    text[place] = (char)random.Next(256);
                    break;
            }

            if (text.Length == 0) break;
        }

        return text.ToString();
    }

    private static int? FromEnvironment(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : null;
}
