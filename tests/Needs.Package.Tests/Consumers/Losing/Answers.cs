using System.Data.Common;

namespace Consumer;

internal static class Answers
{
    public static string Version(DbDataSource source)
    {
        var lost = source.OpenConnection();
        return lost.ServerVersion;
    }
}
