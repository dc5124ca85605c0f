using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Needs.Testing.Faults;

namespace Needs.MySql.Tests.Faults;

/// <summary>The proxy between two bare sockets, whose packets need only the frame of the protocol.</summary>
public sealed class FaultProxyTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly byte[] Packet = [4, 0, 0, 0, 1, 2, 3, 4];

    private readonly TcpListener _server = new(IPAddress.Loopback, 0);
    private readonly FaultProxy _proxy;

    public FaultProxyTests()
    {
        _server.Start();
        _proxy = FaultProxy.Start("127.0.0.1", ((IPEndPoint)_server.LocalEndpoint).Port);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _server.Dispose();
        await Record.ExceptionAsync(() => _proxy.DisposeAsync().AsTask());
    }

    [Fact]
    public async Task WithoutPlans_ForwardsBothWays_AndBothEnds()
    {
        var (client, server) = await ConnectAsync();
        await server.SendAsync(Packet);
        Assert.Equal(Packet, await ReadAsync(client, Packet.Length));
        await client.SendAsync(Packet);
        Assert.Equal(Packet, await ReadAsync(server, Packet.Length));

        client.Shutdown(SocketShutdown.Send);
        Assert.Empty(await ReadAsync(server, 1));
        await server.SendAsync(Packet);
        Assert.Equal(Packet, await ReadAsync(client, Packet.Length));
        server.Dispose();

        Assert.Empty(await ReadAsync(client, 1));
        await UntilAsync(() => _proxy.Connections.Count == 0);
    }

    [Fact]
    public async Task LongPacketsInSmallPieces_ArriveWhole()
    {
        var (client, server) = await ConnectAsync();
        byte[] packet = [0xA0, 0x86, 0x01, 0, .. Enumerable.Range(0, 100_000).Select(i => (byte)i)];

        for (var sent = 0; sent < packet.Length; sent += 7001) await server.SendAsync(packet.AsMemory(sent, Math.Min(7001, packet.Length - sent)));

        Assert.Equal(packet, await ReadAsync(client, packet.Length));
    }

    [Theory]
    [InlineData(Direction.ToClient, 0)]
    [InlineData(Direction.ToClient, 5)]
    [InlineData(Direction.ToClient, 8)]
    [InlineData(Direction.ToClient, 19)]
    [InlineData(Direction.ToServer, 13)]
    public async Task CutAfterSomeBytes_LetsExactlyTheseThrough(Direction direction, int bytes)
    {
        _proxy.Add(new FaultPlan(Fault.Cut) { Direction = direction, AfterBytes = bytes });
        var (client, server) = await ConnectAsync();
        var (sender, receiver) = direction == Direction.ToClient ? (server, client) : (client, server);

        await sender.SendAsync((byte[])[.. Packet, .. Packet, .. Packet]);

        Assert.Equal(bytes, (await ReadAsync(receiver, 3 * Packet.Length)).Length);
    }

    [Theory]
    [InlineData(PacketPart.None, 0)]
    [InlineData(PacketPart.Half, 4)]
    [InlineData(PacketPart.All, 8)]
    public async Task CutAtAStep_LetsThatPartOfItsPacketThrough(PacketPart passes, int bytes)
    {
        var plan = _proxy.Add(new FaultPlan(Fault.Cut) { Step = MySqlStep.Greeting, Passes = passes });
        var (client, server) = await ConnectAsync();

        await server.SendAsync(Packet);

        Assert.Equal(bytes, (await ReadAsync(client, Packet.Length)).Length);
        Assert.Equal(1, plan.Hits);
    }

    [Fact]
    public async Task Reset_IsFeltOnBothSides()
    {
        _proxy.Add(new FaultPlan(Fault.Reset) { Step = MySqlStep.Greeting });
        var (client, server) = await ConnectAsync();

        await server.SendAsync(Packet);

        await Assert.ThrowsAsync<SocketException>(() => ReadAsync(client, 1));
        await Assert.ThrowsAsync<SocketException>(() => ReadAsync(server, 1));
    }

    [Theory]
    [InlineData(Direction.ToClient)]
    [InlineData(Direction.ToServer)]
    public async Task HalfClose_EndsOneDirectionOnly(Direction ended)
    {
        var (client, server) = await ConnectAsync();
        await UntilAsync(() => _proxy.Connections.Count == 1);
        _proxy.Connections[0].HalfClose(ended);
        var (deaf, speaking) = ended == Direction.ToClient ? (client, server) : (server, client);

        Assert.Empty(await ReadAsync(deaf, 1));
        await speaking.SendAsync(Packet);
        await deaf.SendAsync(Packet);

        Assert.Equal(Packet, await ReadAsync(speaking, Packet.Length));
    }

    [Fact]
    public async Task Refused_FindsNobody_UntilHealed()
    {
        _proxy.Arrivals = Arrival.Refused;
        var error = await Assert.ThrowsAsync<SocketException>(() => ConnectAsync());
        Assert.Equal(SocketError.ConnectionRefused, error.SocketErrorCode);

        _proxy.Heal();

        var (client, server) = await ConnectAsync();
        await server.SendAsync(Packet);
        Assert.Equal(Packet, await ReadAsync(client, Packet.Length));
    }

    [Fact]
    public async Task ArrivalsThatAreReset_AreNotForwarded()
    {
        _proxy.Arrivals = Arrival.Reset;
        using var client = new Socket(SocketType.Stream, ProtocolType.Tcp);

        var error = await Record.ExceptionAsync(async () =>
        {
            await client.ConnectAsync(IPAddress.Loopback, _proxy.Port);
            await ReadAsync(client, 1);
        });

        Assert.IsType<SocketException>(error);
        Assert.False(_server.Pending());
    }

    [Fact]
    public async Task SwallowedArrivals_AreNeitherForwardedNorToldSo()
    {
        _proxy.Arrivals = Arrival.Swallowed;
        using var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(IPAddress.Loopback, _proxy.Port);
        await client.SendAsync(Packet);

        Assert.False(client.Poll(TimeSpan.FromMilliseconds(200), SelectMode.SelectRead));
        Assert.False(_server.Pending());
        client.Dispose();
        await UntilAsync(() => _proxy.Accepted == 1 && _proxy.Connections.Count == 0);
    }

    [Fact]
    public async Task BlackHole_LetsNothingThrough_AndFreesTheServerWhenTheClientGoes()
    {
        _proxy.Add(new FaultPlan(Fault.BlackHole) { Step = MySqlStep.Greeting, Passes = PacketPart.Half });
        var (client, server) = await ConnectAsync();
        await server.SendAsync(Packet);
        Assert.Equal(Packet[..4], await ReadAsync(client, 4));

        await server.SendAsync(Packet);
        await client.SendAsync(Packet);

        Assert.False(client.Poll(TimeSpan.FromMilliseconds(200), SelectMode.SelectRead));
        Assert.False(server.Poll(0, SelectMode.SelectRead));
        client.Dispose();

        await Assert.ThrowsAsync<SocketException>(() => ReadAsync(server, 1));
    }

    [Fact]
    public async Task DelayedPacket_ComesLater_AndThoseBehindItKeepTheirOrder()
    {
        var delay = TimeSpan.FromMilliseconds(150);
        _proxy.Add(new FaultPlan(Fault.Delay(delay)) { Direction = Direction.ToClient, Skip = 1 });
        var (client, server) = await ConnectAsync();
        var watch = Stopwatch.StartNew();
        byte[] packets = [1, 0, 0, 0, 11, 1, 0, 0, 0, 12, 1, 0, 0, 0, 13];

        await server.SendAsync(packets);

        Assert.Equal(packets, await ReadAsync(client, packets.Length));
        Assert.True(watch.Elapsed >= delay - TimeSpan.FromMilliseconds(20), $"{watch.Elapsed}");
    }

    [Fact]
    public async Task Plans_HitTheConnectionAndTheTurnThatTheyAreFor()
    {
        var seen = 0;
        var plan = _proxy.Add(new FaultPlan(Fault.Meanwhile(() => Task.FromResult(seen++))) { Connection = 2, Skip = 1, Times = 2 });
        var (first, _) = await ConnectAsync();
        var (second, server) = await ConnectAsync();

        for (var i = 0; i < 5; i++) await first.SendAsync(Packet);
        for (var i = 0; i < 5; i++) await second.SendAsync(Packet);

        await ReadAsync(server, 5 * Packet.Length);
        Assert.Equal((2, 2), (seen, plan.Hits));
        await plan.FirstHit;
    }

    [Fact]
    public async Task ServerThatIsNotThere_ResetsTheClient()
    {
        _server.Stop();
        using var client = new Socket(SocketType.Stream, ProtocolType.Tcp);

        await Assert.ThrowsAsync<SocketException>(async () =>
        {
            await client.ConnectAsync(IPAddress.Loopback, _proxy.Port);
            await ReadAsync(client, 1);
        });
    }

    [Fact]
    public async Task WhatTheProxyDoesNotUnderstand_IsToldAtItsEnd()
    {
        var (client, server) = await ConnectAsync();
        await server.SendAsync((byte[])[1, 0, 0, 0, 10, 1, 0, 0, 2, 0]);
        await ReadAsync(client, 10);
        await client.SendAsync((byte[])[1, 0, 0, 0, 0x7F]);
        await Assert.ThrowsAsync<SocketException>(() => ReadAsync(client, 1));

        var error = await Assert.ThrowsAsync<AggregateException>(() => _proxy.DisposeAsync().AsTask());

        Assert.Contains("0x7F", error.ToString(), StringComparison.Ordinal);
    }

    private async Task<(Socket Client, Socket Server)> ConnectAsync()
    {
        var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(IPAddress.Loopback, _proxy.Port);
        return (client, await _server.AcceptSocketAsync());
    }

    /// <summary>What comes until that many bytes are there or the other side has ended.</summary>
    private static async Task<byte[]> ReadAsync(Socket socket, int count)
    {
        using var patience = new CancellationTokenSource(Patience);
        var bytes = new byte[count];
        var filled = 0;
        while (filled < count)
        {
            var read = await socket.ReceiveAsync(bytes.AsMemory(filled), patience.Token);
            if (read == 0) break;
            filled += read;
        }

        return bytes[..filled];
    }

    private static async Task UntilAsync(Func<bool> isTrue)
    {
        for (var watch = Stopwatch.StartNew(); !isTrue(); await Task.Delay(10)) Assert.True(watch.Elapsed < Patience);
    }
}
