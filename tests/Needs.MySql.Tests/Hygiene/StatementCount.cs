using System.Diagnostics;

namespace Needs.MySql.Tests.Hygiene;

/// <summary>Counts statements that contain a text, on connections to one schema, as the driver's activities tell of them.</summary>
internal sealed class StatementCount : IDisposable
{
    private readonly ActivityListener _listener;
    private int _count;

    public StatementCount(string schema, string text)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "MySqlConnector",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (Says(activity, schema) && Says(activity, text)) Interlocked.Increment(ref _count);
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public int Count => Volatile.Read(ref _count);

    public void Dispose() => _listener.Dispose();

    private static bool Says(Activity activity, string text) =>
        activity.TagObjects.Any(tag => tag.Value is string value && value.Contains(text, StringComparison.Ordinal));
}
