using System.Net;
using System.Net.Sockets;

namespace Needs.MySql.Tests.Tenants;

/// <summary>
/// Stands between an application and the server and counts the application's connections. One that the application has closed does not
/// count, whether or not that was noticed here: the system is asked for the state of each, whenever another one comes. So the count needs no
/// allowance for a server that is slow to forget.
/// </summary>
internal sealed class ConnectionCounter : IAsyncDisposable
{
    private const int TcpLevel = 6;
    private const int TcpInfo = 11;
    private const byte Established = 1;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly (string Host, int Port) _server;
    private readonly Lock _gate = new();
    private readonly HashSet<Socket> _open = [];
    private readonly Task _accepting;

    public ConnectionCounter(string host, int port)
    {
        _server = (host, port);
        _listener.Start(1024);
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The most that were open at once.</summary>
    public int Most { get; private set; }

    /// <summary>All that ever were.</summary>
    public int Total { get; private set; }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
        lock (_gate)
            foreach (var socket in _open) socket.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) Count(await _listener.AcceptSocketAsync());
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
        }
    }

    private void Count(Socket socket)
    {
        lock (_gate)
        {
            _open.Add(socket);
            Total++;
            Most = Math.Max(Most, _open.Count(IsOpen));
        }

        _ = RelayAsync(socket);
    }

    private static bool IsOpen(Socket socket)
    {
        Span<byte> info = stackalloc byte[1];
        try
        {
            return socket.GetRawSocketOption(TcpLevel, TcpInfo, info) > 0 && info[0] == Established;
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }

    private async Task RelayAsync(Socket client)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        try
        {
            await server.ConnectAsync(_server.Host, _server.Port);
            var there = CopyAsync(client, server);
            await Task.WhenAny(there, CopyAsync(server, client));
        }
        catch (SocketException)
        {
        }

        lock (_gate) _open.Remove(client);
        client.Dispose();
    }

    private static async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[8192];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var length)
                for (var sent = 0; sent < length;) sent += await to.SendAsync(buffer.AsMemory(sent, length - sent));
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
        }
    }
}
