using System.Net.Sockets;

namespace Needs.Testing.Faults;

/// <summary>One client's connection through the proxy.</summary>
public sealed class ProxyConnection
{
    private readonly FaultProxy _proxy;
    private readonly Socket _client;
    private readonly Socket _server = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly MySqlDialog _dialog = new();
    private readonly CancellationTokenSource _end = new();
    private readonly long[] _forwarded = new long[2];
    private readonly bool[] _hasEnded = new bool[2];
    private volatile bool _swallows;

    internal ProxyConnection(FaultProxy proxy, int number, Socket client, bool swallows)
    {
        (_proxy, Number, _client, _swallows) = (proxy, number, client, swallows);
        client.NoDelay = true;
    }

    /// <summary>1 for the first that connected.</summary>
    public int Number { get; }

    /// <summary>Whether nothing gets through any more.</summary>
    public bool IsSwallowed => _swallows;

    /// <summary>The bytes that went through in a direction.</summary>
    public long Forwarded(Direction direction) => Volatile.Read(ref _forwarded[(int)direction]);

    /// <summary>Ends the connection on both sides, as a process does that ends.</summary>
    public void Cut()
    {
        HalfClose(Direction.ToClient);
        HalfClose(Direction.ToServer);
        _end.Cancel();
    }

    /// <summary>Ends the connection on both sides with a reset.</summary>
    public void Reset()
    {
        foreach (var socket in new[] { _client, _server })
            IfOpen(socket, static open => open.LingerState = new LingerOption(enable: true, seconds: 0));
        _end.Cancel();
    }

    /// <summary>Ends one direction: who reads there finds the end, and what comes later for it is lost.</summary>
    public void HalfClose(Direction direction)
    {
        Volatile.Write(ref _hasEnded[(int)direction], true);
        IfOpen(Receiver(direction), static socket => socket.Shutdown(SocketShutdown.Send));
    }

    /// <summary>Lets nothing through any more. When one side gives up, the other one is reset.</summary>
    public void Swallow() => _swallows = true;

    internal async Task RunAsync(string host, int port)
    {
        // Closed only when nothing waits on them any more: else the system would turn every end into a reset.
        using (_client)
        using (_server)
        {
            if (!_swallows && !await ConnectAsync(host, port)) return;
            await Task.WhenAll(
                PumpAsync(Direction.ToServer, _client),
                _server.Connected ? PumpAsync(Direction.ToClient, _server) : Task.CompletedTask);
        }
    }

    private async Task<bool> ConnectAsync(string host, int port)
    {
        try
        {
            await _server.ConnectAsync(host, port, _end.Token);
            return true;
        }
        catch (Exception error) when (IsEnd(error))
        {
            Reset();
            return false;
        }
    }

    private async Task PumpAsync(Direction direction, Socket from)
    {
        var buffer = new byte[16 * 1024];
        var filled = 0;
        try
        {
            while (true)
            {
                if (filled == buffer.Length) Array.Resize(ref buffer, 2 * buffer.Length);
                var count = await from.ReceiveAsync(buffer.AsMemory(filled), _end.Token);
                if (count == 0) break;
                filled += count;
                var done = await ForwardAsync(direction, buffer.AsMemory(0, filled));
                buffer.AsSpan(done, filled - done).CopyTo(buffer);
                filled -= done;
            }

            await SendAsync(direction, buffer.AsMemory(0, filled));
            if (_swallows) Reset();
            else HalfClose(direction);
        }
        catch (OperationCanceledException)
        {
            // The other direction has ended both.
        }
        catch (Exception error)
        {
            Reset();
            if (!IsEnd(error)) throw;
        }
    }

    /// <summary>Forwards the packets that are complete, and returns how many bytes they have.</summary>
    private async ValueTask<int> ForwardAsync(Direction direction, ReadOnlyMemory<byte> bytes)
    {
        int sent = 0, seen = 0;
        while (MySqlDialog.PacketLength(bytes.Span[seen..]) is var length and > 0)
        {
            var packet = bytes.Slice(seen, length);
            var passing = new PassingPacket(Number, direction, _dialog.See(direction, packet.Span), Forwarded(direction) + seen - sent, length);
            if (!_swallows && _proxy.PlanFor(passing) is { } plan)
            {
                await SendAsync(direction, bytes[sent..seen]);
                sent = seen;
                if (plan.Fault.EndsThePacket)
                {
                    await SendAsync(direction, packet[..plan.BytesThatPass(passing)]);
                    sent += length;
                }

                await plan.Fault.HitAsync(this, direction, _end.Token);
            }

            seen += length;
        }

        await SendAsync(direction, bytes[sent..seen]);
        return seen;
    }

    private async ValueTask SendAsync(Direction direction, ReadOnlyMemory<byte> bytes)
    {
        if (_swallows || Volatile.Read(ref _hasEnded[(int)direction])) return;
        Interlocked.Add(ref _forwarded[(int)direction], bytes.Length);
        while (bytes.Length > 0) bytes = bytes[await Receiver(direction).SendAsync(bytes, _end.Token)..];
    }

    private Socket Receiver(Direction direction) => direction == Direction.ToServer ? _server : _client;

    private static void IfOpen(Socket socket, Action<Socket> act)
    {
        try
        {
            act(socket);
        }
        catch (Exception error) when (IsEnd(error))
        {
            // It has gone already.
        }
    }

    private static bool IsEnd(Exception error) => error is SocketException or ObjectDisposedException or OperationCanceledException;
}
