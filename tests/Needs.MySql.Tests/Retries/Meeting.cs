namespace Needs.MySql.Tests.Retries;

/// <summary>Where handlers wait for each other, the first time that each comes: later attempts pass.</summary>
/// <param name="members">How many meet.</param>
public sealed class Meeting(int members)
{
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _arrived;

    public Task FirstTimeAsync(MySqlTransaction _)
    {
        if (Interlocked.Increment(ref _arrived) >= members) _complete.TrySetResult();
        return _complete.Task;
    }

    public void FirstTime()
    {
        if (Interlocked.Increment(ref _arrived) >= members) _complete.TrySetResult();
        _complete.Task.Wait();
    }
}
