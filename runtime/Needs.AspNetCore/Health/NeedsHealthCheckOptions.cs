namespace Needs.AspNetCore;

/// <summary>What the health check of the databases looks at, and how.</summary>
public sealed class NeedsHealthCheckOptions
{
    /// <summary>The names of the databases that are checked; all that have a name, when empty. Those of tenants are not checked.</summary>
    public IList<string> Databases { get; } = [];

    /// <summary>How long a database may take to lend a connection and to answer on it: 2 seconds unless set. More than zero.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The statement that a database answers when it is well; its rows are not read. <see langword="null"/>, which it is unless set:
    /// <c>DO 1</c> with MySQL drivers, which a cluster node that can't serve refuses (it answers <c>SELECT 1</c>), and <c>SELECT 1</c> with
    /// others.
    /// </summary>
    public string? ProbeSql { get; set; }

    internal void Validate()
    {
        if (Timeout <= TimeSpan.Zero || Timeout > TimeSpan.FromDays(1))
            throw new ArgumentException($"{nameof(NeedsHealthCheckOptions)}.{nameof(Timeout)} is {Timeout}: it must be more than zero, and a day at most.");
        if (ProbeSql is not null && string.IsNullOrWhiteSpace(ProbeSql))
            throw new ArgumentException($"{nameof(NeedsHealthCheckOptions)}.{nameof(ProbeSql)} is empty: give it a statement, or null for the usual one.");
    }
}
