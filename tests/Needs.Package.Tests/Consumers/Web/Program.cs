using System;
using System.Linq;
using System.Net.Http;
using System.Text.Json.Serialization;
using System.Threading;
using System.Threading.Tasks;
using Consumer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Needs;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Services.ConfigureHttpJsonOptions(static options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, ConsumerJson.Default));
builder.Services.AddNeeds(static needs => needs.AddDatabase(static _ => new TinyDataSource()));

var app = builder.Build();
await using (app.ConfigureAwait(false))
{
    app.MapHandlers();
    await app.StartAsync().ConfigureAwait(false);

    using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    foreach (var path in new[] { "/answers/1", "/answers/2?text=two", "/answers/x" })
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative)).ConfigureAwait(false);
        var body = await response.Content.ReadAsStringAsync().ConfigureAwait(false);
        Console.WriteLine($"{(int)response.StatusCode} {body}");
    }

    Console.WriteLine($"open={TinyConnection.OpenNow}");
    await app.StopAsync().ConfigureAwait(false);
}

internal static partial class Answers
{
    [HttpGet("/answers/{more}"), NeedsDb]
    public static async Task<Answer> Find(TinyConnection db, int more, string? text, CancellationToken cancellationToken)
    {
        await Task.Delay(1, cancellationToken).ConfigureAwait(false);
        return new Answer(db.Answer + more, text ?? "none");
    }
}

internal sealed record Answer(int Value, string Text);

[JsonSerializable(typeof(Answer))]
internal sealed partial class ConsumerJson : JsonSerializerContext;
