namespace Needs.MySql.Tests.Faults;

/// <summary>How a handler is written.</summary>
public enum Way
{
    Async,
    Sync,
    AsyncInTransaction,
    SyncInTransaction,
    AsyncRetried,
    SyncRetried,
    AsyncThrowing,
    SyncThrowing,
    AsyncStream,
    SyncStream,
}
