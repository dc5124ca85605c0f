using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Needs.Benchmarks.EndToEnd;

/// <summary>Sends a form at twice the rate that is Kestrel's least, and the rest at once when it is told to end.</summary>
internal sealed class SlowUpload : SlowClient
{
    public const int BytesPerSecond = 500;
    private const int TextLength = 60_000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly byte[] Form = Encoding.ASCII.GetBytes($"title=report&text={new string('x', TextLength)}");
    private static readonly byte[] Expected = JsonSerializer.SerializeToUtf8Bytes(new Stored("report", TextLength), JsonSerializerOptions.Web);

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task<bool> _sending;
    private volatile bool _isInHurry;

    public SlowUpload(Uri address) => _sending = SendAsync(address);

    public override Task Begun => _begun.Task;

    public override async Task<bool> EndAsync()
    {
        _isInHurry = true;
        try
        {
            return await _sending.WaitAsync(Patience);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or TimeoutException)
        {
            return false;
        }
    }

    public override void Dispose() => _socket.Dispose();

    private async Task<bool> SendAsync(Uri address)
    {
        await _socket.ConnectAsync(IPAddress.Parse(address.Host), address.Port);
        await _socket.SendAsync(Encoding.ASCII.GetBytes(
            $"POST /uploads HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {Form.Length}\r\n\r\n"));
        var start = Stopwatch.GetTimestamp();
        for (var sent = 0; sent < Form.Length;)
        {
            var due = _isInHurry ? Form.Length : Math.Min(Form.Length, 1 + (int)(Stopwatch.GetElapsedTime(start).TotalSeconds * BytesPerSecond));
            if (due > sent) sent += await _socket.SendAsync(Form.AsMemory(sent, due - sent));
            _begun.TrySetResult();
            if (sent < Form.Length) await Task.Delay(Pause);
        }

        var answer = new Answer();
        while (!answer.IsComplete)
        {
            var count = await _socket.ReceiveAsync(answer.Space);
            if (count == 0) return false;
            answer.Add(count);
        }

        return answer.Status == 200 && answer.Body.Span.SequenceEqual(Expected);
    }
}
