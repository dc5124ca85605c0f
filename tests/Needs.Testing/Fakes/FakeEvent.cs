namespace Needs.Testing;

/// <summary>One operation that a fake was asked for, noted when it ended.</summary>
/// <param name="Connection">The connection's number, from 1; 0 for the data source itself.</param>
/// <param name="HadToken">Whether the caller passed a token that can be cancelled.</param>
public sealed record FakeEvent(FakeOperation Operation, bool IsAsync, int Connection, bool Failed, bool HadToken)
{
    /// <summary><c>Open</c>, <c>OpenAsync</c>, and with an exclamation mark when it failed.</summary>
    public override string ToString() => $"{Operation}{(IsAsync ? "Async" : "")}{(Failed ? "!" : "")}";
}
