using System.Collections.Concurrent;

namespace Needs.MySql.Tests.Faults;

/// <summary>What tasks of this process failed with and nobody looked at, from now on.</summary>
internal sealed class UnobservedExceptions : IDisposable
{
    private readonly ConcurrentQueue<Exception> _seen = new();

    public UnobservedExceptions()
    {
        Collect(); // what other tests left
        TaskScheduler.UnobservedTaskException += Note;
    }

    public void AssertNone()
    {
        Collect();
        Assert.Empty(_seen.Select(error => error.ToString()));
    }

    public void Dispose() => TaskScheduler.UnobservedTaskException -= Note;

    private static void Collect()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    private void Note(object? sender, UnobservedTaskExceptionEventArgs unobserved) => _seen.Enqueue(unobserved.Exception);
}
