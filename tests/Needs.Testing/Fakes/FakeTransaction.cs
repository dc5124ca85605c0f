using System.Data;
using System.Data.Common;

namespace Needs.Testing;

/// <summary>A transaction of <see cref="FakeConnection"/>. Like most drivers', it forgets its connection when it ends.</summary>
public sealed class FakeTransaction : DbTransaction
{
    private readonly FakeConnection _connection;
    private bool _isDisposed;

    internal FakeTransaction(FakeConnection connection, IsolationLevel isolation)
    {
        _connection = connection;
        IsolationLevel = isolation;
    }

    public override IsolationLevel IsolationLevel { get; }

    public FakeOutcome Outcome { get; private set; }

    protected override DbConnection? DbConnection => Outcome == FakeOutcome.Unfinished ? _connection : null;

    public override void Commit()
    {
        ThrowIfEnded();
        _connection.Source.Do(FakeOperation.Commit, _connection, () => End(FakeOutcome.Committed));
    }

    public override Task CommitAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfEnded();
        return _connection.Source.DoAsync(FakeOperation.Commit, _connection, () => End(FakeOutcome.Committed), cancellationToken);
    }

    public override void Rollback()
    {
        ThrowIfEnded();
        _connection.Source.Do(FakeOperation.Rollback, _connection, () => End(FakeOutcome.RolledBack));
    }

    public override Task RollbackAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfEnded();
        return _connection.Source.DoAsync(FakeOperation.Rollback, _connection, () => End(FakeOutcome.RolledBack), cancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        await _connection.Source.DoAsync(FakeOperation.DisposeTransaction, _connection, EndIfUnfinished, default);
        GC.SuppressFinalize(this);
    }

    protected override void Dispose(bool disposing)
    {
        if (!disposing || _isDisposed) return;
        _isDisposed = true;
        _connection.Source.Do(FakeOperation.DisposeTransaction, _connection, EndIfUnfinished);
    }

    internal void ConnectionClosed() => EndIfUnfinished();

    private void EndIfUnfinished()
    {
        if (Outcome == FakeOutcome.Unfinished) End(FakeOutcome.RolledBackByDriver);
    }

    private void End(FakeOutcome outcome)
    {
        Outcome = outcome;
        _connection.CurrentTransaction = null;
    }

    private void ThrowIfEnded()
    {
        if (Outcome != FakeOutcome.Unfinished) throw new InvalidOperationException("The transaction has ended.");
        _connection.ThrowIfNotOpen();
    }
}
