using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Needs.Testing.MariaDb;

namespace Needs.Testing.Faults;

/// <summary>
/// Stands between an application and its MySQL server, on a loopback port of its own, and does to their connections what networks and
/// dying machines do. Steered while it runs.
/// </summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private readonly string _host;
    private readonly int _port;
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<ProxyConnection, Task> _connections = new();
    private readonly ConcurrentQueue<Exception> _errors = new();
    private FaultPlan[] _plans = [];
    private TcpListener? _listener;
    private volatile Arrival _arrivals;
    private int _accepted;

    private FaultProxy(string host, int port) => (_host, _port) = (host, port);

    /// <summary>Where to connect, on 127.0.0.1.</summary>
    public int Port { get; } = FreePort.Find();

    /// <summary>How many have connected until now, also those who were not served.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>The connections that are open now, the oldest first.</summary>
    public IReadOnlyList<ProxyConnection> Connections => [.. _connections.Keys.OrderBy(connection => connection.Number)];

    /// <summary>What becomes of those who connect from now on.</summary>
    public Arrival Arrivals
    {
        get => _arrivals;
        set
        {
            lock (_gate)
            {
                _arrivals = value;
                if (value == Arrival.Refused) StopListening();
                else if (_listener is null) Listen();
            }
        }
    }

    public static FaultProxy Start(string host, int port)
    {
        var proxy = new FaultProxy(host, port);
        proxy.Listen();
        return proxy;
    }

    /// <summary>Adds a plan. The first one that fits a packet hits it.</summary>
    public FaultPlan Add(FaultPlan plan)
    {
        lock (_gate) _plans = [.. _plans, plan];
        return plan;
    }

    /// <summary>Forgets all plans and serves whoever connects. Connections that were hit stay as they are.</summary>
    public void Heal()
    {
        lock (_gate) _plans = [];
        Arrivals = Arrival.Forwarded;
    }

    public async ValueTask DisposeAsync()
    {
        Arrivals = Arrival.Refused;
        while (!_connections.IsEmpty)
        {
            foreach (var connection in Connections) connection.Reset();
            await Task.WhenAll(_connections.Values);
        }

        if (!_errors.IsEmpty) throw new AggregateException("The proxy itself failed.", _errors);
    }

    internal FaultPlan? PlanFor(in PassingPacket packet)
    {
        foreach (var plan in Volatile.Read(ref _plans))
        {
            if (plan.Hit(packet)) return plan;
        }

        return null;
    }

    private void Listen()
    {
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        _ = AcceptAsync(_listener);
    }

    private void StopListening()
    {
        _listener?.Stop();
        _listener = null;
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await listener.AcceptSocketAsync();
            }
            catch (Exception end) when (end is SocketException or ObjectDisposedException)
            {
                return;
            }

            var number = Interlocked.Increment(ref _accepted);
            if (Arrivals is Arrival.Reset or Arrival.Refused)
            {
                client.Close(timeout: 0);
                continue;
            }

            var connection = new ProxyConnection(this, number, client, swallows: Arrivals == Arrival.Swallowed);
            var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _connections.TryAdd(connection, ServeAsync(connection, start.Task));
            start.SetResult();
        }
    }

    private async Task ServeAsync(ProxyConnection connection, Task start)
    {
        await start;
        try
        {
            await connection.RunAsync(_host, _port);
        }
        catch (Exception error)
        {
            _errors.Enqueue(error);
        }

        _connections.TryRemove(connection, out _);
    }
}
