using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Needs.MySql.Tests.Cluster;

/// <summary>
/// Twelve clients that place orders and read what they placed. A client that is answered 503, or that the outcome is unknown, asks for the
/// same order again until it is told that it is placed.
/// </summary>
internal sealed class ClusterLoad : IAsyncDisposable
{
    private const int Clients = 12;
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan PauseAfterRefusal = TimeSpan.FromMilliseconds(200);

    private readonly HttpClient _client;
    private readonly CancellationTokenSource _enough = new();
    private readonly ConcurrentQueue<string> _wrong = new();
    private readonly ConcurrentBag<string> _placed = [];
    private readonly Task[] _running;
    private int _lastId;
    private int _answers;
    private int _refusals;
    private int _unknown;
    private int _late;
    private long _lastTrouble;

    public ClusterLoad(Uri address)
    {
        _client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
        _running = [.. Enumerable.Range(0, Clients).Select(_ => RunAsync())];
    }

    public int Answers => Volatile.Read(ref _answers);

    public int Refusals => Volatile.Read(ref _refusals);

    public int Unknown => Volatile.Read(ref _unknown);

    /// <summary>How often an order was not there yet, since another node was asked that was a moment behind.</summary>
    public int Late => Volatile.Read(ref _late);

    /// <summary>When a request that got no answer at once, or within a second, ended last; a time stamp.</summary>
    public long LastTrouble => Volatile.Read(ref _lastTrouble);

    /// <summary>Answers that were wrong.</summary>
    public IReadOnlyCollection<string> Wrong => _wrong;

    /// <summary>The orders that clients were told are placed, as <c>id:amount</c>.</summary>
    public IReadOnlyCollection<string> Placed => _placed;

    /// <summary>Waits until as many more requests are answered.</summary>
    public async Task AnswersAsync(int more)
    {
        var (until, start) = (Answers + more, Stopwatch.GetTimestamp());
        while (Answers < until)
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromMinutes(2), $"Only {Answers - until + more} of {more} requests were answered.");
            await Task.Delay(20);
        }
    }

    /// <summary>Ends when each client's last order is placed.</summary>
    public async Task EndAsync()
    {
        await _enough.CancelAsync();
        await Task.WhenAll(_running);
    }

    public async ValueTask DisposeAsync()
    {
        await _enough.CancelAsync();
        _client.Dispose();
        _enough.Dispose();
    }

    private async Task RunAsync()
    {
        await Task.Yield();
        while (!_enough.IsCancellationRequested)
        {
            var id = Interlocked.Increment(ref _lastId);
            var amount = 1 + id % 97;
            await UntilAnsweredAsync(HttpMethod.Post, $"/orders?id={id}&customer={1 + id % ClusterApplication.Customers}&amount={amount}", $"{id}");
            _placed.Add($"{id}:{amount}");
            await UntilAnsweredAsync(HttpMethod.Get, $"/orders?id={id}", amount.ToString(CultureInfo.InvariantCulture));
            await Task.Delay(Pause);
        }
    }

    private async Task UntilAnsweredAsync(HttpMethod method, string path, string expected)
    {
        while (true)
        {
            var start = Stopwatch.GetTimestamp();
            using var request = new HttpRequestMessage(method, path);
            using var answer = await _client.SendAsync(request);
            var isAnswered = await JudgeAsync(answer, $"{method} {path}", expected);
            if (answer.StatusCode != HttpStatusCode.OK || Stopwatch.GetElapsedTime(start) > Slow) Volatile.Write(ref _lastTrouble, Stopwatch.GetTimestamp());
            if (isAnswered) return;
            await Task.Delay(PauseAfterRefusal);
        }
    }

    private async Task<bool> JudgeAsync(HttpResponseMessage answer, string request, string expected)
    {
        var body = await answer.Content.ReadAsStringAsync();
        switch (answer.StatusCode)
        {
            case HttpStatusCode.OK:
                if (body == ClusterHandlers.NotThere)
                {
                    Interlocked.Increment(ref _late);
                    return false;
                }

                Interlocked.Increment(ref _answers);
                if (body != expected) _wrong.Enqueue($"{request}: '{body}', not '{expected}'");
                return true;
            case HttpStatusCode.ServiceUnavailable when answer.Headers.RetryAfter is not null && body.Contains("\"status\":503", StringComparison.Ordinal):
                Interlocked.Increment(ref _refusals);
                return false;
            case HttpStatusCode.InternalServerError when answer.Headers.Contains(ClusterApplication.OutcomeUnknown):
                Interlocked.Increment(ref _unknown);
                return false;
            default:
                _wrong.Enqueue($"{request}: {(int)answer.StatusCode} {body}");
                return false;
        }
    }
}
