namespace Needs.Testing.Metering;

/// <summary>Adds up what an analyzer's own code costs, with all that it makes the compiler do. For one thread at a time.</summary>
public sealed class Meter
{
    public TimeSpan Cpu { get; private set; }

    public long AllocatedBytes { get; private set; }

    internal Action<T> Around<T>(Action<T> action) => argument =>
    {
        var cpu = ThreadClock.Now;
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            action(argument);
        }
        finally
        {
            Cpu += ThreadClock.Now - cpu;
            AllocatedBytes += GC.GetAllocatedBytesForCurrentThread() - bytes;
        }
    };
}
