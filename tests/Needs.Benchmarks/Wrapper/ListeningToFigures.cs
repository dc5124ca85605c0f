using System.Diagnostics.Metrics;

namespace Needs.Benchmarks.Wrapper;

/// <summary>Takes the wait and hold times of all, as an exporter of metrics does, and does nothing with them: what it would do is its own cost.</summary>
public sealed class ListeningToFigures : IDisposable
{
    private readonly MeterListener _listener = new();

    public ListeningToFigures()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name is "Needs" or Figures.MeterName) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((_, _, _, _) => { });
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();
}
