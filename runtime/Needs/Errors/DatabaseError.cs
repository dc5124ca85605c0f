using System.Data.Common;
using System.Net.Sockets;

namespace Needs;

/// <summary>
/// Tells what a driver's error means, for any ADO.NET driver: by its SQLSTATE (ISO/IEC 9075, as <see cref="DbException.SqlState"/> gives it)
/// and, for MySQL and MariaDB, by the server's error number.
/// </summary>
public static class DatabaseError
{
    /// <summary>Where both MySQL drivers put the number of the server's error.</summary>
    private const string ServerErrorNumber = "Server Error Code";

    /// <summary>Tells what an error means.</summary>
    /// <param name="error">What the driver threw.</param>
    /// <returns>Its kind; <see cref="DatabaseErrorKind.Other"/> for what is no database error, and for what is not known.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="error"/> is <see langword="null"/>.</exception>
    public static DatabaseErrorKind Classify(Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        if (IsPoolExhausted(error)) return DatabaseErrorKind.PoolExhausted;
        if (error is not DbException failure) return IsNetworkError(error) ? DatabaseErrorKind.ConnectionLost : DatabaseErrorKind.Other;

        var byNumber = OfNumber(Number(failure));
        if (byNumber != DatabaseErrorKind.Other) return byNumber;
        var byState = OfState(failure.SqlState);
        if (byState != DatabaseErrorKind.Other) return byState;
        return HasNetworkError(failure) ? DatabaseErrorKind.ConnectionLost : DatabaseErrorKind.Other;
    }

    /// <summary>Whether a failed COMMIT certainly committed nothing: the server said so itself. Anything else leaves it open.</summary>
    internal static bool SaysRolledBack(Exception error) =>
        error is DbException { SqlState: { Length: 5 } state } && state[..2] is "40" or "23";

    /// <summary>
    /// Whether the server says only that an error came up during COMMIT. A node that was cut off from its cluster meanwhile says so: the
    /// other nodes may have got the work before.
    /// </summary>
    internal static bool SaysCommitFailed(Exception error) => error is DbException failure && Number(failure) == 1180;

    private static DatabaseErrorKind OfNumber(int? number) => number switch
    {
        1213 => DatabaseErrorKind.Conflict,
        1047 => DatabaseErrorKind.NodeNotReady,
        1040 or 1042 or 1203 or 1226 or 2002 or 2003 or 2005 => DatabaseErrorKind.Unreachable,
        1053 or 1077 or 1079 or 1080 or 1152 or (>= 1158 and <= 1161) or 1184 or 1927 or 2006 or 2013 or 2055 => DatabaseErrorKind.ConnectionLost,
        _ => DatabaseErrorKind.Other,
    };

    private static DatabaseErrorKind OfState(string? state) => state switch
    {
        "40001" or "40P01" => DatabaseErrorKind.Conflict,
        "08001" or "08004" or "53300" or "57P03" => DatabaseErrorKind.Unreachable,
        "57P01" or "57P02" => DatabaseErrorKind.ConnectionLost,
        { Length: 5 } when state.StartsWith("08", StringComparison.Ordinal) => DatabaseErrorKind.ConnectionLost,
        _ => DatabaseErrorKind.Other,
    };

    private static int? Number(DbException error) => error.Data[ServerErrorNumber] as int?;

    /// <summary>No driver has a code of its own for it. All of them speak of the pool, and none does so for another reason.</summary>
    private static bool IsPoolExhausted(Exception error) =>
        error is DbException or InvalidOperationException or TimeoutException
        && error is not ObjectDisposedException
        && error.Message.Contains("pool", StringComparison.OrdinalIgnoreCase)
        && (error.Message.Contains("in use", StringComparison.OrdinalIgnoreCase)
            || error.Message.Contains("exhausted", StringComparison.OrdinalIgnoreCase)
            || error.Message.Contains("prior to obtaining a connection", StringComparison.OrdinalIgnoreCase));

    private static bool HasNetworkError(Exception error)
    {
        for (var inner = error.InnerException; inner is not null; inner = inner.InnerException)
            if (IsNetworkError(inner))
                return true;
        return false;
    }

    private static bool IsNetworkError(Exception error) => error is SocketException or EndOfStreamException || error.GetType() == typeof(IOException);
}
