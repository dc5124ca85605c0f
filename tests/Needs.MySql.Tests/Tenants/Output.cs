using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Needs.MySql.Tests.Tenants;

/// <summary>All that an application lets out: what is logged by anybody at any level, metrics and activities with all tags, and what it is given.</summary>
internal sealed class Output : ILoggerProvider, ILogger
{
    private readonly ConcurrentDictionary<string, bool> _lines = new();
    private readonly MeterListener _metrics = new() { InstrumentPublished = static (instrument, listener) => listener.EnableMeasurementEvents(instrument) };
    private readonly ActivityListener _activities;

    public Output()
    {
        Measure<int>();
        Measure<long>();
        Measure<float>();
        Measure<double>();
        _metrics.Start();
        _activities = new ActivityListener
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Add,
        };
        ActivitySource.AddActivityListener(_activities);
    }

    public ICollection<string> Lines => _lines.Keys;

    public void Add(string line) => _lines.TryAdd(line, true);

    public void RecordObservables() => _metrics.RecordObservableInstruments();

    public bool Has(string text) => _lines.Keys.Any(line => line.Contains(text, StringComparison.Ordinal));

    public ILogger CreateLogger(string categoryName)
    {
        Add(categoryName);
        return this;
    }

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull
    {
        Add(Describe(state));
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        Add(formatter(state, exception));
        Add(Describe(state));
        if (exception is not null) Add(exception.ToString());
    }

    public void Dispose()
    {
        _metrics.Dispose();
        _activities.Dispose();
    }

    private void Measure<T>() where T : struct => _metrics.SetMeasurementEventCallback<T>((instrument, _, tags, _) =>
    {
        foreach (var tag in tags) Add($"metric {instrument.Meter.Name} {instrument.Name} {tag.Key}={tag.Value}");
    });

    private void Add(Activity activity)
    {
        Add($"activity {activity.Source.Name} {activity.OperationName} {activity.DisplayName} {activity.StatusDescription}");
        foreach (var tag in activity.TagObjects) Add($"activity {activity.Source.Name} {tag.Key}={tag.Value}");
        foreach (var tag in activity.Baggage) Add($"activity {activity.Source.Name} {tag.Key}={tag.Value}");
        foreach (var happened in activity.Events)
        {
            Add(happened.Name);
            foreach (var tag in happened.Tags) Add($"activity {activity.Source.Name} {tag.Key}={tag.Value}");
        }
    }

    private static string Describe(object? state) => state is IEnumerable<KeyValuePair<string, object?>> values
        ? string.Join('\n', values.Select(value => $"{value.Key}={value.Value}"))
        : state?.ToString() ?? "";
}
