using System.Diagnostics.Metrics;

namespace Needs.Benchmarks.EndToEnd;

/// <summary>How many connections of the process's pool are with somebody, by the driver's own count.</summary>
internal sealed class ConnectionsInUse : IDisposable
{
    private readonly MeterListener _listener = new();
    private int _count;

    public ConnectionsInUse()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument is { Meter.Name: "MySqlConnector", Name: "db.client.connections.usage" }) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((_, change, tags, _) =>
        {
            foreach (var tag in tags)
            {
                if (tag is { Key: "state", Value: "used" }) Interlocked.Add(ref _count, change);
            }
        });
        _listener.Start();
    }

    public int Count => Volatile.Read(ref _count);

    public void Dispose() => _listener.Dispose();
}
