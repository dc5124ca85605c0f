namespace Needs.Testing;

/// <summary>Holds up an operation until the test lets it pass.</summary>
public sealed class FakeGate
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when an operation stands at the gate.</summary>
    public Task Reached => _reached.Task;

    /// <summary>Lets the waiting operations, and all later ones, pass.</summary>
    public void Release() => _released.TrySetResult();

    /// <summary>Stands at the gate; for code of a test that is to be held up.</summary>
    public Task Arrive()
    {
        _reached.TrySetResult();
        return _released.Task;
    }
}
