using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Needs.Testing.Metering;

/// <summary>The processor time of the current thread: unlike wall time it says the same on a busy machine.</summary>
public static class ThreadClock
{
    private const int LinuxThreadTime = 3;
    private const int MacThreadTime = 16;

    /// <summary>Wall time where the system gives no thread's time by this call.</summary>
    public static TimeSpan Now
    {
        get
        {
            var clock = OperatingSystem.IsLinux() ? LinuxThreadTime : OperatingSystem.IsMacOS() ? MacThreadTime : 0;
            return clock != 0 && GetTime(clock, out var time) == 0
                ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000.0)
                : Stopwatch.GetElapsedTime(0);
        }
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int GetTime(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
