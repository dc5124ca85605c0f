using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Storefront.Data;

/// <summary>The driver runs all statements of a text, one after the other. SQLite itself tells where the first one ends.</summary>
internal static class OneStatement
{
    private const int LongestValue = 1_000_000;

    /// <exception cref="SqliteException">It is wrong, or more than one, or changes something.</exception>
    public static void Check(SqliteConnection db, string sql)
    {
        raw.sqlite3_limit(db.Handle!, raw.SQLITE_LIMIT_LENGTH, LongestValue);
        raw.sqlite3_limit(db.Handle!, raw.SQLITE_LIMIT_ATTACHED, 0);
        var result = raw.sqlite3_prepare_v2(db.Handle!, sql, out var statement, out var rest);
        using (statement)
        {
            SqliteException.ThrowExceptionForRC(result, db.Handle);
            if (!string.IsNullOrWhiteSpace(rest)) throw Refused("The console runs one statement at a time.");
            if (raw.sqlite3_stmt_readonly(statement) == 0) throw Refused("The console only reads.");
        }
    }

    private static SqliteException Refused(string why) => new(why, raw.SQLITE_READONLY);
}
