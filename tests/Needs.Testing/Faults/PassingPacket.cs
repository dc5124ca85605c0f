namespace Needs.Testing.Faults;

internal readonly record struct PassingPacket(int Connection, Direction Direction, MySqlStep Step, long BytesBefore, int Length);
