namespace Needs.Testing.Faults;

public enum Direction
{
    ToServer,
    ToClient,
}
