using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Tasks.Sources;

namespace Needs.Testing;

/// <summary>A data source that does nothing and allocates nothing: always the same connection, which is always open.</summary>
public sealed class StillDataSource : DbDataSource, IValueTaskSource<DbConnection>
{
    private readonly StillConnection _connection = new();
    private ManualResetValueTaskSourceCore<DbConnection> _opening;

    /// <summary>Whether opens wait for <see cref="FinishOpening"/>.</summary>
    public bool OpensLater { get; set; }

    public override string ConnectionString => "";

    public void FinishOpening() => _opening.SetResult(_connection);

    protected override DbConnection CreateDbConnection() => _connection;

    protected override DbConnection OpenDbConnection() => _connection;

    protected override ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default) =>
        OpensLater ? new(this, _opening.Version) : new(_connection);

    DbConnection IValueTaskSource<DbConnection>.GetResult(short token)
    {
        var result = _opening.GetResult(token);
        _opening.Reset();
        return result;
    }

    ValueTaskSourceStatus IValueTaskSource<DbConnection>.GetStatus(short token) => _opening.GetStatus(token);

    void IValueTaskSource<DbConnection>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _opening.OnCompleted(continuation, state, token, flags);

    private sealed class StillConnection : DbConnection
    {
        private readonly StillTransaction _transaction;

        public StillConnection() => _transaction = new StillTransaction(this);

        [AllowNull]
        public override string ConnectionString { get; set; } = "";

        public override string Database => "";

        public override string DataSource => "";

        public override string ServerVersion => "";

        public override ConnectionState State => ConnectionState.Open;

        public override void ChangeDatabase(string databaseName)
        {
        }

        public override void Close()
        {
        }

        public override void Open()
        {
        }

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

        protected override void Dispose(bool disposing)
        {
        }

        protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => _transaction;

        protected override ValueTask<DbTransaction> BeginDbTransactionAsync(
            IsolationLevel isolationLevel, CancellationToken cancellationToken) => new(_transaction);

        protected override DbCommand CreateDbCommand() => throw new NotSupportedException();
    }

    private sealed class StillTransaction(DbConnection connection) : DbTransaction
    {
        public override IsolationLevel IsolationLevel => IsolationLevel.Unspecified;

        protected override DbConnection DbConnection => connection;

        public override void Commit()
        {
        }

        public override Task CommitAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

        public override void Rollback()
        {
        }

        public override Task RollbackAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

        protected override void Dispose(bool disposing)
        {
        }
    }
}
