using System.Diagnostics;
using System.Net.Sockets;

namespace Needs.Benchmarks.EndToEnd;

/// <summary>Sixteen clients of one contestant, each of which sends its next request when the one before is answered.</summary>
internal sealed class FastClients(Uri address) : IDisposable
{
    private const int Count = 16;

    private readonly KeepAliveClient[] _clients = [.. Enumerable.Range(0, Count).Select(_ => new KeepAliveClient(address))];

    /// <param name="workload">What they ask for.</param>
    /// <param name="length">How long they go on asking.</param>
    /// <param name="patience">How long those on their way are waited for then.</param>
    public async Task<Window> RunAsync(Workload workload, TimeSpan length, TimeSpan patience)
    {
        var window = new Window();
        using var enough = new CancellationTokenSource(length + patience);
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(_clients.Select(client => Task.Run(() => RunAsync(client, workload, start, length, window, enough.Token), CancellationToken.None)));
        window.End(length);
        return window;
    }

    public void Dispose()
    {
        foreach (var client in _clients) client.Dispose();
    }

    private static async Task RunAsync(KeepAliveClient client, Workload workload, long start, TimeSpan length, Window window, CancellationToken enough)
    {
        var times = new List<double>();
        var wrong = 0;
        var unanswered = 0;
        var last = TimeSpan.Zero;
        while (Stopwatch.GetElapsedTime(start) < length)
        {
            var (request, expected) = workload.Next();
            var sent = Stopwatch.GetTimestamp();
            try
            {
                var answer = await client.SendAsync(request, enough);
                times.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
                last = Stopwatch.GetElapsedTime(start);
                if (answer.Status != 200 || !answer.Body.Span.SequenceEqual(expected.Span)) wrong++;
            }
            catch (OperationCanceledException) when (enough.IsCancellationRequested)
            {
                unanswered++;
            }
            catch (Exception error) when (error is IOException or SocketException)
            {
                wrong++;
            }
        }

        window.Add(times, last, wrong, unanswered);
    }
}
