using System.Data;
using System.Data.Common;
using Needs.Testing;

#pragma warning disable IDE0130 // MySql.Data is known by the name of this type.
namespace MySql.Data.MySqlClient;
#pragma warning restore IDE0130

/// <summary>A transaction as MySql.Data makes them: it keeps its connection after the end, and then throws when it is ended again.</summary>
internal sealed class MySqlTransaction(DbTransaction inner, DbConnection connection) : DbTransaction
{
    public override IsolationLevel IsolationLevel => inner.IsolationLevel;

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
    }

    private void ThrowIfEnded()
    {
        if (inner.Connection is null) throw new InvalidOperationException("Transaction has already been committed or is not pending");
    }
}

internal sealed class MySqlDataConnection(FakeDataSource source) : FakeConnection(source)
{
    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) =>
        new MySqlTransaction(base.BeginDbTransaction(isolationLevel), this);

    protected override async ValueTask<DbTransaction> BeginDbTransactionAsync(
        IsolationLevel isolationLevel, CancellationToken cancellationToken) =>
        new MySqlTransaction(await base.BeginDbTransactionAsync(isolationLevel, cancellationToken), this);
}
