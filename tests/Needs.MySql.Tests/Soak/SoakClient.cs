using System.Net;
using System.Text.Json;
using Needs.Testing.Http;

namespace Needs.MySql.Tests.Soak;

/// <summary>A client that asks for one thing after the other and remembers what it was told of each.</summary>
internal sealed class SoakClient(SoakApplication application, HttpClient http, int number, int seed, Tally requests, Tally failures)
{
    private const long IdsOfAClient = 1_000_000_000;
    private const long TotalBalance = SoakHandlers.Accounts * SoakApplication.Balance;

    private readonly Random _random = new(seed);
    private readonly List<Outcome> _outcomes = [];

    /// <summary>What came that nothing explains.</summary>
    public List<string> Surprises { get; } = [];

    /// <summary>What this client was told of the work with that id, which must be its own.</summary>
    public Outcome? Told(long id) => id / IdsOfAClient == number && id % IdsOfAClient < _outcomes.Count ? _outcomes[(int)(id % IdsOfAClient)] : null;

    public IEnumerable<(long Id, Outcome Outcome)> Outcomes => _outcomes.Select((outcome, index) => (number * IdsOfAClient + index, outcome));

    public async Task RunAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            await AskAsync();
            await Task.Delay(_random.Next(15), CancellationToken.None);
        }
    }

    private Task AskAsync()
    {
        var (from, to) = (1 + _random.Next(SoakHandlers.Accounts), 1 + _random.Next(SoakHandlers.Accounts));
        return _random.Next(100) switch
        {
            < 30 => WorkAsync("transfer", $"&from={from}&to={to}&amount={_random.Next(1, 50)}"),
            < 50 => WorkAsync("order"),
            < 56 => WorkAsync("throw"),
            < 62 => WorkAsync("leave"),
            < 80 => ReadAsync("read", text => text == $"{TotalBalance} 1"),
            < 86 => ReadAsync("report", text => text is "8" or "9"), // a SLEEP that is killed returns 1
            < 92 => ReadAsync("close", text => text == "closed"),
            < 97 => ReadAsync("stream", text => JsonSerializer.Deserialize<string[]>(text)!.Length == SoakHandlers.StreamedRows),
            _ => ReadSlowlyAsync(),
        };
    }

    private async Task WorkAsync(string what, string parameters = "")
    {
        var id = number * IdsOfAClient + _outcomes.Count;
        var outcome = await SendAsync(what, HttpMethod.Post, $"/{what}?id={id}{parameters}", isExpected: null);
        _outcomes.Add(outcome == Outcome.Committed && what == "leave" ? Outcome.Undone : outcome);
    }

    private Task ReadAsync(string what, Func<string, bool> isExpected) => SendAsync(what, HttpMethod.Get, $"/{what}", isExpected);

    private async Task<Outcome> SendAsync(string what, HttpMethod method, string uri, Func<string, bool>? isExpected)
    {
        requests.Add(what);
        using var patience = new CancellationTokenSource();
        var leaves = _random.Next(20) == 0;
        if (leaves) patience.CancelAfter(_random.Next(1, 40));
        try
        {
            using var request = new HttpRequestMessage(method, uri);
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            var text = await answer.Content.ReadAsStringAsync(patience.Token);
            return Judge(what, answer, text, isExpected);
        }
        catch (OperationCanceledException) when (leaves)
        {
            failures.Add("client left");
            return Outcome.Unknown;
        }
        catch (Exception error) when (what == "stream" && error is HttpRequestException or IOException)
        {
            failures.Add("stream cut off");
            return Outcome.Unknown;
        }
        catch (Exception error)
        {
            Surprises.Add($"{uri}: {error}");
            return Outcome.Unknown;
        }
    }

    private Outcome Judge(string what, HttpResponseMessage answer, string text, Func<string, bool>? isExpected)
    {
        if (answer.StatusCode == HttpStatusCode.OK)
        {
            if (isExpected?.Invoke(text) == false) Surprises.Add($"/{what} answered: {text}");
            return Outcome.Committed;
        }

        var error = answer.Headers.TryGetValues(SoakApplication.ErrorHeader, out var values) ? values.First() : "";
        failures.Add($"{(int)answer.StatusCode} {what} {error}");
        if (!IsInjected(what, answer, error)) Surprises.Add($"/{what} answered {(int)answer.StatusCode}: {text}");
        return error.StartsWith(nameof(TransactionOutcomeUnknownException), StringComparison.Ordinal) ? Outcome.Unknown : Outcome.Undone;
    }

    /// <summary>Whether the faults, or the handler's own plan, explain the answer.</summary>
    private static bool IsInjected(string what, HttpResponseMessage answer, string error) => (answer.StatusCode, error) switch
    {
        (HttpStatusCode.ServiceUnavailable, "") => answer.Headers.RetryAfter is not null,
        (HttpStatusCode.InternalServerError, "TransactionOutcomeUnknownException Other") => what is "transfer" or "order" or "read",
        (HttpStatusCode.InternalServerError, "InvalidTimeZoneException Other") => what == "throw",
        (HttpStatusCode.InternalServerError, "MySqlException Other QueryInterrupted" or "MySqlException Other CommandTimeoutExpired") => true,
        (HttpStatusCode.InternalServerError, "MySqlException Conflict LockDeadlock") => what == "transfer",
        (HttpStatusCode.InternalServerError, _) => what == "leave" && error.Contains(nameof(DatabaseErrorKind.ConnectionLost), StringComparison.Ordinal),
        _ => false,
    };

    private async Task ReadSlowlyAsync()
    {
        requests.Add("slow stream");
        using var reader = new SlowReader(application.Address, "/stream");
        await Task.Delay(_random.Next(50, 1000));
        await Record.ExceptionAsync(() => reader.FirstLine.WaitAsync(TimeSpan.FromSeconds(30)));
    }
}
