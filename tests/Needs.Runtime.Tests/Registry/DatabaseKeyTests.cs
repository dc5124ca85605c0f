using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using Needs.Testing;

namespace Needs.Runtime.Tests.Registry;

public sealed class DatabaseKeyTests
{
    private static readonly DatabaseKey Key = new("ann", "secret", "db1", "shop");

    [Fact]
    public void AllPartsAreEqual_KeysAreEqual()
    {
        var same = new DatabaseKey("ann", string.Concat("sec", "ret"), "db1", "shop");

        Assert.Equal(Key, same);
        Assert.Equal(Key.GetHashCode(), same.GetHashCode());
    }

    [Fact]
    public void OnePartDiffers_KeysDiffer() => Assert.All(
        [
            Key with { User = "Ann" },
            Key with { Password = "Secret" },
            Key with { Host = "db2" },
            Key with { Database = "Shop" },
            default,
        ],
        other => Assert.NotEqual(Key, other));

    [Fact]
    public void Printed_PasswordIsNotShown()
    {
        Assert.Equal("ann@db1/shop", Key.ToString());
        Assert.Equal("ann@db1/shop", $"{Key}");
        Assert.Equal("@/", default(DatabaseKey).ToString());
        Assert.DoesNotContain("secret", JsonSerializer.Serialize(Key));
    }

    [Fact]
    public void SeenInADebugger_PasswordIsNotShown()
    {
        var password = typeof(DatabaseKey).GetProperty(nameof(DatabaseKey.Password))!;

        Assert.Equal("{ToString(),nq}", typeof(DatabaseKey).GetCustomAttribute<DebuggerDisplayAttribute>()!.Value);
        Assert.Equal(DebuggerBrowsableState.Never, password.GetCustomAttribute<DebuggerBrowsableAttribute>()!.State);
    }

    [Fact]
    public async Task DatabaseByKeyFailsInEveryWay_NoOutputShowsThePassword()
    {
        var source = new FakeDataSource();
        source.At(FakeOperation.Close).Throws(new FakeDbException("lost"));
        var databases = new Databases([], _ => source, new DatabaseOptions { ShutdownTimeout = TimeSpan.Zero });
        var output = new List<string>();
        databases.ReturnFailed += failure => output.Add(failure.ToString());
        databases.ShutdownTimedOut += unreturned => output.Add(unreturned.ToString());
        var handler = new HandlerDescriptor("Handler");

        var database = databases.Get(Key);
        database.Lend(handler).Return();
        var left = database.LendInTransaction(handler);
        output.Add(Record.Exception(() => left.Connection<System.Data.Common.DbConnection>().Dispose())!.ToString());
        output.Add(Record.Exception(left.Complete)!.ToString());
        await databases.DisposeAsync();
        output.Add(Record.Exception(() => database.Lend(handler))!.ToString());

        Assert.Equal(5, output.Count);
        Assert.All(output, text => Assert.DoesNotContain("secret", text));
    }
}
