using System.Net;

namespace Needs.Benchmarks.EndToEnd;

/// <summary>Before anything is measured, all contestants must give the same answers, byte by byte.</summary>
internal static class SameAnswers
{
    private static readonly (string Name, Func<HttpClient, Task<HttpResponseMessage>> Ask)[] Requests =
    [
        ("an order", client => client.GetAsync("/orders/7")),
        ("an order placed", client => client.PostAsync("/orders/0", null)),
        ("all articles", client => client.GetAsync("/articles")),
        ("an upload", client => client.PostAsync("/uploads", new FormUrlEncodedContent([new("title", "a report"), new("text", "x y&z")]))),
    ];

    public static async Task CheckAsync(IReadOnlyList<ContestantProcess> servers)
    {
        foreach (var (name, ask) in Requests)
        {
            byte[]? expected = null;
            foreach (var server in servers)
            {
                using var client = new HttpClient { BaseAddress = server.Address };
                using var answer = await ask(client);
                var body = await answer.Content.ReadAsByteArrayAsync();
                expected ??= body;
                if (answer.StatusCode != HttpStatusCode.OK || answer.Content.Headers.ContentType?.ToString() != "application/json; charset=utf-8" || !body.AsSpan().SequenceEqual(expected))
                    throw new InvalidOperationException($"{name}: '{server.Contestant}' answers {answer.StatusCode}, {answer.Content.Headers.ContentType}, {body.Length} bytes, and not as '{servers[0].Contestant}'.");
            }

            if (name == "all articles" && expected!.Length < ShopSchema.Articles * ShopSchema.ArticleLength)
                throw new InvalidOperationException($"{name}: only {expected.Length} bytes.");
        }
    }
}
