using System.Data.Common;

namespace Needs.Leasing;

/// <summary>The end of a database. Runs once, whoever asks for it and however often; later callers wait for the same end.</summary>
internal sealed class Shutdown(LeaseTable leases, DatabaseOptions options)
{
    private readonly string _name = options.Name;
    private readonly TimeSpan _timeout = options.ShutdownTimeout;
    private readonly TimeProvider _time = options.TimeProvider;
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _started;

    public event Action<UnreturnedLeases>? TimedOut;

    public DbDataSource? Owned { get; set; }

    public void Run()
    {
        if (Interlocked.Exchange(ref _started, 1) != 0)
        {
            _done.Task.GetAwaiter().GetResult();
            return;
        }

        try
        {
            var allBack = leases.Close();
            using (StartTimer(allBack)) Conclude(allBack.Task.GetAwaiter().GetResult());
            Owned?.Dispose();
        }
        finally
        {
            _done.SetResult();
        }
    }

    public async ValueTask RunAsync()
    {
        if (Interlocked.Exchange(ref _started, 1) != 0)
        {
            await _done.Task.ConfigureAwait(false);
            return;
        }

        try
        {
            var allBack = leases.Close();
            await using (StartTimer(allBack).ConfigureAwait(false)) Conclude(await allBack.Task.ConfigureAwait(false));
            if (Owned is not null) await Owned.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            _done.SetResult();
        }
    }

    private ITimer StartTimer(TaskCompletionSource<bool> allBack) =>
        _time.CreateTimer(static state => ((TaskCompletionSource<bool>)state!).TrySetResult(false), allBack, _timeout, Timeout.InfiniteTimeSpan);

    private void Conclude(bool allBack)
    {
        if (!allBack) TimedOut.Tell(new UnreturnedLeases(_name, _timeout, leases.Snapshot(_time)));
    }
}
