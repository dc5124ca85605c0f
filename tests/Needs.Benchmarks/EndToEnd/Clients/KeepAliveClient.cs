using System.Net;
using System.Net.Sockets;

namespace Needs.Benchmarks.EndToEnd;

/// <summary>
/// One kept connection, over which one request after another is sent. Does next to nothing, since it takes its processor time from the
/// server; made again after an error.
/// </summary>
internal sealed class KeepAliveClient(Uri address) : IDisposable
{
    private readonly Answer _answer = new();
    private Socket? _socket;

    /// <returns>The answer, until the next request is sent.</returns>
    public async ValueTask<Answer> SendAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        try
        {
            if (_socket is null)
            {
                _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await _socket.ConnectAsync(IPAddress.Parse(address.Host), address.Port, cancellationToken);
            }

            await _socket.SendAsync(request, cancellationToken);
            _answer.Clear();
            while (!_answer.IsComplete)
            {
                var count = await _socket.ReceiveAsync(_answer.Space, cancellationToken);
                if (count == 0) throw new IOException("The server closed the connection.");
                _answer.Add(count);
            }

            return _answer;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _socket?.Dispose();
        _socket = null;
    }
}
