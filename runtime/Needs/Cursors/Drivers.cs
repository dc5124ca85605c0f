using System.Data.Common;

namespace Needs.Cursors;

internal static class Drivers
{
    /// <summary>
    /// Whether queries run inside of this process: nothing is under way then, a reader is disposed of at once, and its next row may take
    /// as long as all before.
    /// </summary>
    public static bool RunInProcess(DbCommand command) => command.GetType().Name.StartsWith("SQLite", StringComparison.OrdinalIgnoreCase);
}
