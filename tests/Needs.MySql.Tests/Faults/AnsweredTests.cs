using System.Net;
using Microsoft.AspNetCore.Builder;
using Needs.Testing.Faults;

namespace Needs.MySql.Tests.Faults;

/// <summary>What the client of an endpoint is told when the connection is lost at some step of its handler.</summary>
[Collection(FaultsCollection.Name)]
public class AnsweredTests
{
    // MySql.Data does not tell, once the connection is gone, whether the handler had ended its transaction: so nobody is asked to try again.
#if MYSQL_DATA
    private const bool HidesTheEnd = true;
#else
    private const bool HidesTheEnd = false;
#endif

    [Theory]
    [InlineData("/add", "cut")]
    [InlineData("/add", "reset")]
    [InlineData("/stream", "reset")]
    public async Task LostConnection_IsAnsweredWith503_UnlessTheWorkMayBeDone(string path, string fault)
    {
        await using var db = await ProxiedDatabase.CreateAsync();
        await using var application = await TestApplication.StartAsync(db.ConnectionString, endpoints =>
        {
            endpoints.MapPost("/add", FaultHandlers.AddInTransactionEndpoint);
            endpoints.MapGet("/stream", FaultHandlers.StreamEndpoint);
        });
        using var client = new HttpClient { BaseAddress = application.Address };
        var wrong = new List<string>();

        foreach (var step in (path == "/add" ? Way.AsyncInTransaction : Way.AsyncStream).Steps())
        {
            foreach (var passes in new[] { PacketPart.None, PacketPart.Half })
            {
                (await SendAsync(client, path)).Dispose();
                if (step <= MySqlStep.LoginAnswer) foreach (var connection in db.Proxy.Connections) connection.Cut();
                var before = await db.Direct.BalanceAsync(1);
                db.Proxy.Add(new FaultPlan(fault == "cut" ? Fault.Cut : Fault.Reset) { Step = step, Passes = passes });

                var status = await StatusAsync(client, path);

                db.Proxy.Heal();
                var added = await db.Direct.BalanceAsync(1) - before;
                var isRight = (status, path) switch
                {
                    (HttpStatusCode.OK, "/add") => added == 1,
                    (HttpStatusCode.InternalServerError, "/add") => step is MySqlStep.Commit or MySqlStep.CommitAnswer || HidesTheEnd && added == 0,
                    (null, "/stream") => step is MySqlStep.Row or MySqlStep.RowsEnd,
                    _ => added == 0 && status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.OK,
                };
                if (!isRight) wrong.Add($"{step}, passes {passes}: {status?.ToString() ?? "cut off"}, {added} added");
            }
        }

        Assert.Empty(wrong);
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, string path) =>
        client.SendAsync(new HttpRequestMessage(path == "/add" ? HttpMethod.Post : HttpMethod.Get, path));

    /// <summary><see langword="null"/> when the answer was cut off.</summary>
    private static async Task<HttpStatusCode?> StatusAsync(HttpClient client, string path)
    {
        try
        {
            using var answer = await SendAsync(client, path);
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable) Assert.NotNull(answer.Headers.RetryAfter);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
