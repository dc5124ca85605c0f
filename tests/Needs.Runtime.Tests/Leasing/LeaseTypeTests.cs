using System.Data;
using System.Data.Common;
using Needs.Testing;
using OtherTransaction = MySql.Data.MySqlClient.MySqlTransaction;

namespace Needs.Runtime.Tests.Leasing;

public sealed class LeaseTypeTests : LeaseTest
{
    [Fact]
    public void DeclaredTypeIsABaseOrInterface_IsLentAsSuch()
    {
        using var lease = Database.LendInTransaction(Handler);

        Assert.Same(lease.Connection<FakeConnection>(), lease.Connection<DbConnection>());
        Assert.Same(lease.Connection<FakeConnection>(), lease.Connection<IDbConnection>());
        Assert.Same(lease.Transaction<FakeTransaction>(), lease.Transaction<DbTransaction>());
        Assert.Same(lease.Transaction<FakeTransaction>(), lease.Transaction<IDbTransaction>());
    }

    [Fact]
    public void DeclaredTypeIsOfAnotherDriver_ErrorNamesHandlerDatabaseAndBothTypes()
    {
        using var lease = Database.LendInTransaction(Handler);

        var connection = Assert.Throws<InvalidOperationException>(() => lease.Connection<OtherConnection>()).Message;
        var transaction = Assert.Throws<InvalidOperationException>(() => lease.Transaction<OtherTransaction>()).Message;

        Assert.All([connection, transaction], message =>
        {
            Assert.Contains(Handler.Name, message);
            Assert.Contains("'default'", message);
        });
        Assert.Contains(typeof(OtherConnection).FullName!, connection);
        Assert.Contains(typeof(FakeConnection).FullName!, connection);
        Assert.Contains(typeof(OtherTransaction).FullName!, transaction);
        Assert.Contains(typeof(FakeTransaction).FullName!, transaction);
    }

    [Fact]
    public void LentWithoutTransaction_AskingForOneThrowsAndNamesTheHandler()
    {
        using var lease = Database.Lend(Handler);

        var error = Assert.Throws<InvalidOperationException>(() => lease.Transaction<FakeTransaction>());

        Assert.Contains(Handler.Name, error.Message);
        Assert.Contains("without a transaction", error.Message);
    }

    private sealed class OtherConnection(FakeDataSource source) : FakeConnection(source);
}
