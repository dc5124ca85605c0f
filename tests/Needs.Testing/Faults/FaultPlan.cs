namespace Needs.Testing.Faults;

/// <summary>Where a fault hits: at packets of one step, of one direction, of one connection, or at any.</summary>
public sealed class FaultPlan(Fault fault)
{
    private readonly TaskCompletionSource _firstHit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _seen;

    public Fault Fault { get; } = fault;

    public MySqlStep? Step { get; init; }

    public Direction? Direction { get; init; }

    /// <summary>The number of the only connection that is hit.</summary>
    public int? Connection { get; init; }

    /// <summary>Hits where this many bytes have gone through in one direction of a connection, within a packet or not.</summary>
    public long? AfterBytes { get; init; }

    /// <summary>How many packets are spared before the first that is hit.</summary>
    public int Skip { get; init; }

    /// <summary>How many packets are hit; one unless set.</summary>
    public int Times { get; init; } = 1;

    /// <summary>How much of the packet gets through before its connection ends; nothing unless set.</summary>
    public PacketPart Passes { get; init; }

    public int Hits => Math.Clamp(Volatile.Read(ref _seen) - Skip, 0, Times);

    public Task FirstHit => _firstHit.Task;

    public override string ToString() => $"{Fault} at {Step?.ToString() ?? "any packet"}{(AfterBytes is { } bytes ? $" after {bytes} bytes" : "")}, passes {Passes}";

    internal bool Hit(in PassingPacket packet)
    {
        if (!Matches(packet)) return false;
        var seen = Interlocked.Increment(ref _seen) - Skip;
        if (seen <= 0 || seen > Times) return false;
        _firstHit.TrySetResult();
        return true;
    }

    internal int BytesThatPass(in PassingPacket packet) =>
        AfterBytes is { } bytes ? (int)(bytes - packet.BytesBefore)
        : Passes switch { PacketPart.None => 0, PacketPart.Half => packet.Length / 2, _ => packet.Length };

    private bool Matches(in PassingPacket packet) =>
        (Step is null || Step == packet.Step)
        && (Direction is null || Direction == packet.Direction)
        && (Connection is null || Connection == packet.Connection)
        && (AfterBytes is not { } bytes || (packet.BytesBefore <= bytes && bytes < packet.BytesBefore + packet.Length));
}
