using System.Threading.Tasks.Sources;

namespace Needs.Benchmarks.Wrapper;

/// <summary>What a handler does: nothing, and is done at once, or waits until it is told to go on; then it does, on the same thread.</summary>
internal sealed class Work(bool suspends) : IValueTaskSource
{
    private ManualResetValueTaskSourceCore<bool> _core;

    public ValueTask DoAsync() => suspends ? new(this, _core.Version) : ValueTask.CompletedTask;

    /// <summary>Waits for a handler that does this work.</summary>
    public int ResultOf(Task<int> handler)
    {
        if (handler.IsCompleted == suspends) throw new InvalidOperationException("The handler did not run as it was meant to.");
        if (suspends) _core.SetResult(true);
        return handler.GetAwaiter().GetResult();
    }

    void IValueTaskSource.GetResult(short token)
    {
        _core.GetResult(token);
        _core.Reset();
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
