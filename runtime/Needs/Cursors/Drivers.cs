using System.Data.Common;

namespace Needs.Cursors;

internal static class Drivers
{
    /// <summary>
    /// Whether queries run inside of this process: nothing is under way then, a reader is disposed of at once, and its next row may take
    /// as long as all before.
    /// </summary>
    public static bool RunInProcess(DbCommand command) => Is(command, "SQLite");

    /// <summary>Whether it is known that a connection reads one result at a time, so that there is no need to ask.</summary>
    public static bool ReadOneAtATime(DbConnection connection) => Is(connection, "MySql") || Is(connection, "Npgsql");

    private static bool Is(object part, string driver) => part.GetType().Name.StartsWith(driver, StringComparison.OrdinalIgnoreCase);
}
