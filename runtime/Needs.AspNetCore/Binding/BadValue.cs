namespace Needs.AspNetCore;

/// <summary>Tells what a user's own parser, converter or constructor throws at a value it refuses from a failure of the application.</summary>
internal static class BadValue
{
    public static bool Explains(Exception error) => error is FormatException or OverflowException or ArgumentException;
}
