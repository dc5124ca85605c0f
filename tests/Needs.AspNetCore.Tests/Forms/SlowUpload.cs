using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Needs.AspNetCore.Tests.Forms;

/// <summary>A client that sends a form with a file at 300 bytes per second, until it is disposed of.</summary>
internal sealed class SlowUpload : IAsyncDisposable
{
    private const int BytesPerTurn = 30;
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(100);
    private readonly TcpClient _client = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _sending = Task.CompletedTask;

    public int BytesSent { get; private set; }

    public static async Task<SlowUpload> StartAsync(int port, string path)
    {
        var upload = new SlowUpload();
        await upload._client.ConnectAsync(IPAddress.Loopback, port);
        var body = Encoding.ASCII.GetBytes(
            $"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"slow.txt\"\r\n\r\n{new string('s', 60_000)}\r\n--x--\r\n");
        var head = Encoding.ASCII.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: {body.Length}\r\n\r\n");
        await upload._client.GetStream().WriteAsync(head);
        upload._sending = upload.SendAsync(body);
        return upload;
    }

    /// <summary>Whether the server has answered, which it can't before it has the form.</summary>
    public bool IsAnswered => _client.Available > 0;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _sending;
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task SendAsync(byte[] body)
    {
        try
        {
            for (; BytesSent + BytesPerTurn <= body.Length; BytesSent += BytesPerTurn)
            {
                await _client.GetStream().WriteAsync(body.AsMemory(BytesSent, BytesPerTurn), _stop.Token);
                await Task.Delay(Turn, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }
}
