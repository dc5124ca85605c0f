using System.Data.Common;

namespace Needs.Testing;

/// <summary>What the fake driver throws.</summary>
public sealed class FakeDbException : DbException
{
    /// <param name="message">What happened.</param>
    /// <param name="sqlState">The SQLSTATE that the server sent.</param>
    /// <param name="number">The number of the server's error, which is told as MySQL drivers do.</param>
    /// <param name="inner">What is behind it.</param>
    public FakeDbException(string message, string? sqlState = null, int? number = null, Exception? inner = null)
        : base(message, inner)
    {
        SqlState = sqlState;
        if (number is { } known) Data["Server Error Code"] = known;
    }

    public override string? SqlState { get; }

    public static FakeDbException Deadlock() => new("Deadlock found when trying to get lock; try restarting transaction", "40001", 1213);

    public static FakeDbException Lost() => new("Lost connection to server during query", "HY000", 2013);

    public static FakeDbException NotReady() => new("WSREP has not yet prepared node for application use", "08S01", 1047);

    public static FakeDbException Unreachable() => new("Unable to connect to any of the specified hosts", "08001", 1042);
}
