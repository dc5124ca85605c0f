using System.Data;
using System.Data.Common;
using Needs.Testing;

namespace Needs.Runtime.Tests.Fakes
{
    /// <summary>A transaction that keeps its connection after the end, and then throws when it is ended again.</summary>
    internal abstract class ClingingTransaction(DbTransaction inner, DbConnection connection) : DbTransaction
    {
        public override IsolationLevel IsolationLevel => inner.IsolationLevel;

        /// <summary>How often somebody tried to end it once more.</summary>
        public int Refusals { get; private set; }

        protected bool IsDisposed { get; private set; }

        protected override DbConnection DbConnection => connection;

        public override void Commit()
        {
            ThrowIfEnded();
            inner.Commit();
        }

        public override void Rollback()
        {
            ThrowIfEnded();
            inner.Rollback();
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            IsDisposed = true;
        }

        private void ThrowIfEnded()
        {
            if (inner.Connection is not null) return;
            Refusals++;
            throw new InvalidOperationException("Transaction has already been committed or is not pending");
        }
    }

    internal sealed class ClingingConnection(FakeDataSource source, Func<DbTransaction, DbConnection, ClingingTransaction> cling)
        : FakeConnection(source)
    {
        protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) =>
            cling(base.BeginDbTransaction(isolationLevel), this);

        protected override async ValueTask<DbTransaction> BeginDbTransactionAsync(
            IsolationLevel isolationLevel, CancellationToken cancellationToken) =>
            cling(await base.BeginDbTransactionAsync(isolationLevel, cancellationToken), this);
    }
}

// The drivers that cling are known by the names of their types.
namespace MySql.Data.MySqlClient
{
    internal sealed class MySqlTransaction(DbTransaction inner, DbConnection connection)
        : Needs.Runtime.Tests.Fakes.ClingingTransaction(inner, connection);
}

namespace Npgsql
{
    internal sealed class NpgsqlTransaction(DbTransaction inner, DbConnection connection)
        : Needs.Runtime.Tests.Fakes.ClingingTransaction(inner, connection)
    {
        protected override DbConnection DbConnection
        {
            get
            {
                ObjectDisposedException.ThrowIf(IsDisposed, this);
                return base.DbConnection;
            }
        }
    }
}
