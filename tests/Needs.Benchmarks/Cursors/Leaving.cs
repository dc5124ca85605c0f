namespace Needs.Benchmarks.Cursors;

/// <summary>What one query took.</summary>
/// <param name="Read">The rows that were read.</param>
/// <param name="Time">From opening to the last row that was wanted, in milliseconds.</param>
/// <param name="TimeToServe">From leaving until the same connection has answered another query, in milliseconds.</param>
/// <param name="Sent">The bytes that the server sent, over all its connections.</param>
/// <param name="Allocated">The bytes that the client allocated.</param>
/// <param name="Connections">How many connections were opened at the server besides.</param>
/// <param name="IsSameSession">Whether the connection has kept its session at the server.</param>
/// <param name="StillRuns">Whether the server still works on the query afterwards.</param>
internal sealed record Leaving(
    RowsRead Read, double Time, double TimeToServe, double Sent, double Allocated, double Connections, bool IsSameSession, bool StillRuns);
