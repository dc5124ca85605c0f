namespace Needs.Testing.Faults;

/// <summary>What happens to a connection on its way.</summary>
public abstract class Fault
{
    /// <summary>Ends the connection on both sides, as a process does that ends (FIN).</summary>
    public static Fault Cut { get; } = new Final("cut", static (connection, _) => connection.Cut());

    /// <summary>Ends the connection on both sides at once (RST).</summary>
    public static Fault Reset { get; } = new Final("reset", static (connection, _) => connection.Reset());

    /// <summary>Ends one direction (FIN); the other goes on.</summary>
    public static Fault HalfClose { get; } = new Final("half-close", static (connection, direction) => connection.HalfClose(direction));

    /// <summary>Nothing gets through any more, and nobody is told.</summary>
    public static Fault BlackHole { get; } = new Final("black hole", static (connection, _) => connection.Swallow());

    /// <summary>The packet comes later.</summary>
    public static Fault Delay(TimeSpan delay) => new Pause($"delay of {delay.TotalMilliseconds} ms", cancellationToken => Task.Delay(delay, cancellationToken));

    /// <summary>Something happens beside the connection, and the packet waits for it.</summary>
    public static Fault Meanwhile(Func<Task> happens) => new Pause("meanwhile", cancellationToken => happens().WaitAsync(cancellationToken));

    /// <summary>Whether the packet, or the rest of it, is lost.</summary>
    internal abstract bool EndsThePacket { get; }

    internal abstract Task HitAsync(ProxyConnection connection, Direction direction, CancellationToken cancellationToken);

    private sealed class Final(string name, Action<ProxyConnection, Direction> end) : Fault
    {
        internal override bool EndsThePacket => true;

        public override string ToString() => name;

        internal override Task HitAsync(ProxyConnection connection, Direction direction, CancellationToken cancellationToken)
        {
            end(connection, direction);
            return Task.CompletedTask;
        }
    }

    private sealed class Pause(string name, Func<CancellationToken, Task> wait) : Fault
    {
        internal override bool EndsThePacket => false;

        public override string ToString() => name;

        internal override Task HitAsync(ProxyConnection connection, Direction direction, CancellationToken cancellationToken) => wait(cancellationToken);
    }
}
