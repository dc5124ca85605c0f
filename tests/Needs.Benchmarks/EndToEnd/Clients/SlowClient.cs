namespace Needs.Benchmarks.EndToEnd;

/// <summary>A client whose request takes minutes, since it is slow.</summary>
internal abstract class SlowClient : IDisposable
{
    /// <summary>Ends when the server has begun to answer, or was sent the beginning.</summary>
    public abstract Task Begun { get; }

    /// <summary>Whether the server has done right by it.</summary>
    public abstract Task<bool> EndAsync();

    public abstract void Dispose();
}
