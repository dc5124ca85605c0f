using System.Net.Sockets;
using Needs.Testing;

namespace Needs.Runtime.Tests.Errors;

public sealed class DatabaseErrorTests
{
    [Theory]
    [InlineData("40001", 1213, DatabaseErrorKind.Conflict)]
    [InlineData("40P01", null, DatabaseErrorKind.Conflict)]
    [InlineData("40001", null, DatabaseErrorKind.Conflict)]
    [InlineData("08S01", 1047, DatabaseErrorKind.NodeNotReady)]
    [InlineData("70100", 1927, DatabaseErrorKind.ConnectionLost)]
    [InlineData("08S01", 1053, DatabaseErrorKind.ConnectionLost)]
    [InlineData("HY000", 2013, DatabaseErrorKind.ConnectionLost)]
    [InlineData("57P01", null, DatabaseErrorKind.ConnectionLost)]
    [InlineData("08006", null, DatabaseErrorKind.ConnectionLost)]
    [InlineData("08004", 1040, DatabaseErrorKind.Unreachable)]
    [InlineData("08S01", 1042, DatabaseErrorKind.Unreachable)]
    [InlineData("HY000", 2003, DatabaseErrorKind.Unreachable)]
    [InlineData("53300", null, DatabaseErrorKind.Unreachable)]
    [InlineData("HY000", 1205, DatabaseErrorKind.Other)] // a lock wait: the server ends the statement only, the transaction goes on
    [InlineData("23000", 1062, DatabaseErrorKind.Other)]
    [InlineData("42000", 1064, DatabaseErrorKind.Other)]
    [InlineData("28000", 1045, DatabaseErrorKind.Other)]
    [InlineData(null, null, DatabaseErrorKind.Other)]
    public void ServerError_IsToldByNumberAndState(string? sqlState, int? number, DatabaseErrorKind expected) =>
        Assert.Equal(expected, DatabaseError.Classify(new FakeDbException("x", sqlState, number)));

    [Theory]
    [InlineData("Connect Timeout expired. All pooled connections are in use.")] // MySqlConnector
    [InlineData("error connecting: Timeout expired.  The timeout period elapsed prior to obtaining a connection from the pool.  This may have occurred because all pooled connections were in use and max pool size was reached.")] // MySql.Data
    [InlineData("The connection pool has been exhausted, either raise 'Max Pool Size' (currently 1) or 'Timeout' (currently 15 seconds)")] // Npgsql
    public void DriversPoolHasNone_IsExhaustion(string message)
    {
        Assert.Equal(DatabaseErrorKind.PoolExhausted, DatabaseError.Classify(new FakeDbException(message)));
        Assert.Equal(DatabaseErrorKind.PoolExhausted, DatabaseError.Classify(new FakeDbException(message, number: 1042)));
    }

    [Fact]
    public void SqlClientsPoolHasNone_IsExhaustion() => Assert.Equal(
        DatabaseErrorKind.PoolExhausted,
        DatabaseError.Classify(new InvalidOperationException("Timeout expired.  The timeout period elapsed prior to obtaining a connection from the pool.")));

    [Fact]
    public void NetworkErrorInside_IsALostConnection()
    {
        Assert.Equal(DatabaseErrorKind.ConnectionLost, DatabaseError.Classify(new FakeDbException("x", inner: new IOException("y", new SocketException(104)))));
        Assert.Equal(DatabaseErrorKind.ConnectionLost, DatabaseError.Classify(new FakeDbException("x", inner: new EndOfStreamException())));
        Assert.Equal(DatabaseErrorKind.ConnectionLost, DatabaseError.Classify(new SocketException(104)));
    }

    [Theory]
    [InlineData(typeof(InvalidOperationException))]
    [InlineData(typeof(FileNotFoundException))]
    [InlineData(typeof(OperationCanceledException))]
    public void NoDatabaseError_IsOther(Type type) =>
        Assert.Equal(DatabaseErrorKind.Other, DatabaseError.Classify((Exception)Activator.CreateInstance(type)!));

    [Fact]
    public void ObjectOfAPoolIsDisposed_IsNoExhaustion() =>
        Assert.Equal(DatabaseErrorKind.Other, DatabaseError.Classify(new ObjectDisposedException("the pool in use")));
}
