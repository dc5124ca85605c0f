using Needs.Samples.Tests.Running;

namespace Needs.Samples.Tests.Consoles;

/// <summary>What the console's page sends, without a browser.</summary>
internal sealed class ConsoleClient(Store store)
{
    private readonly string _name = Guid.NewGuid().ToString("N");

    /// <summary>Runs a query to its end.</summary>
    /// <returns>The page of its result.</returns>
    public async Task<string> RunAsync(string sql)
    {
        using var answer = await BeginAsync(sql, CancellationToken.None);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Runs a query until its page begins.</summary>
    public async Task<HttpResponseMessage> BeginAsync(string sql, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/console/result") { Content = Form(("sql", sql)) };
        var answer = await store.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        answer.EnsureSuccessStatusCode();
        return answer;
    }

    public async Task StopAsync()
    {
        using var answer = await store.Http.PostAsync("/console/stop", Form());
        Assert.Equal(System.Net.HttpStatusCode.NoContent, answer.StatusCode);
    }

    /// <summary>Stops a query, which may not have begun yet, until it ends.</summary>
    public async Task<string> StopAsync(Task<string> running)
    {
        do await StopAsync();
        while (await Task.WhenAny(running, Task.Delay(100)) != running);
        return await running;
    }

    private FormUrlEncodedContent Form(params (string Name, string Value)[] fields) =>
        new(fields.Append(("console", _name)).ToDictionary(field => field.Item1, field => field.Item2));
}
