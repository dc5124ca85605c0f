namespace Needs.Testing;

/// <summary>Where a fake can be watched and disturbed.</summary>
public enum FakeOperation
{
    Open,
    Begin,
    Execute,
    Commit,
    Rollback,
    DisposeTransaction,
    Close,
    DisposeDataSource,
}
