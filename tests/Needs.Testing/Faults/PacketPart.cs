namespace Needs.Testing.Faults;

/// <summary>How much of a packet still gets through before the fault.</summary>
public enum PacketPart
{
    None,
    Half,
    All,
}
