using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Needs.AspNetCore.Tests.Endpoints;

/// <summary>A client that reads its answer at 40 KB/s, until it is disposed of.</summary>
internal sealed class SlowReader : IAsyncDisposable
{
    private const int BytesPerTurn = 4_000;
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(100);
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 8192 };
    private readonly CancellationTokenSource _stop = new();
    private Task _reading = Task.CompletedTask;

    public long BytesRead { get; private set; }

    public static async Task<SlowReader> StartAsync(int port, string path)
    {
        var reader = new SlowReader();
        await reader._socket.ConnectAsync(IPAddress.Loopback, port);
        await reader._socket.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n"));
        reader._reading = reader.ReadAsync();
        return reader;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[BytesPerTurn];
        try
        {
            while (await _socket.ReceiveAsync(buffer, _stop.Token) is > 0 and var read)
            {
                BytesRead += read;
                await Task.Delay(Turn, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }
}
