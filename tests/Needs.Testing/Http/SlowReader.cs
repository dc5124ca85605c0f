using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Needs.Testing.Http;

/// <summary>A client that reads its answer at 40 KB/s, with a receive buffer so small that the server feels it.</summary>
public sealed class SlowReader : IDisposable
{
    private const int BytesAtOnce = 4 * 1024;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = BytesAtOnce };
    private readonly CancellationTokenSource _enough = new();
    private readonly TaskCompletionSource<string> _firstLine = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;
    private long _received;

    public SlowReader(Uri address, string path) => _reading = ReadAsync(address, path);

    public long Received => Volatile.Read(ref _received);

    /// <summary>The status line, once the answer has begun.</summary>
    public Task<string> FirstLine => _firstLine.Task;

    public bool IsReading => !_reading.IsCompleted;

    public void Dispose()
    {
        _enough.Cancel();
        _socket.Dispose();
        _enough.Dispose();
    }

    private async Task ReadAsync(Uri address, string path)
    {
        try
        {
            await _socket.ConnectAsync(IPAddress.Parse(address.Host), address.Port, _enough.Token);
            await _socket.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {address.Authority}\r\n\r\n"), _enough.Token);
            var buffer = new byte[BytesAtOnce];
            for (int count; (count = await _socket.ReceiveAsync(buffer, _enough.Token)) > 0;)
            {
                _firstLine.TrySetResult(Encoding.ASCII.GetString(buffer, 0, count).Split("\r\n")[0]);
                Interlocked.Add(ref _received, count);
                await Task.Delay(Pause, _enough.Token);
            }
        }
        catch (Exception error)
        {
            _firstLine.TrySetException(error);
        }
    }
}
