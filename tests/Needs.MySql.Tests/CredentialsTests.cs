namespace Needs.MySql.Tests;

public class CredentialsTests
{
    [Fact]
    public async Task EachKey_IsServedByAPoolOfItsOwnUser()
    {
        await using var db = await TestDatabase.CreateAsync();
        await using var users = await TestUsers.CreateAsync(db, "ann", "bob");
        await using var databases = users.Databases();

        foreach (var key in users.Keys)
        {
            Assert.Equal(1, await Accounts.Run(databases.Get(key), connection => connection.ReadAsync($"SELECT CURRENT_USER() LIKE '{key.User}@%'")));
            Assert.Same(databases.Get(key), databases.Get(key));
        }

        Assert.Equal(2, await db.ServerConnectionsAsync());
        Assert.Empty(databases.GetLeases());
    }

    [Fact]
    public async Task WrongPassword_GivesTheServersError_WithoutThePassword()
    {
        await using var db = await TestDatabase.CreateAsync();
        await using var users = await TestUsers.CreateAsync(db, "eve");
        await using var databases = users.Databases();
        var key = users.Keys[0] with { Password = "hunter2-is-wrong" };

        var error = await Assert.ThrowsAnyAsync<Exception>(() => Accounts.Balance(databases.Get(key), 1));

        Assert.IsType<MySqlException>(error);
        Assert.DoesNotContain("hunter2", error.ToString() + databases.Get(key).Name, StringComparison.Ordinal);
        Assert.Empty(databases.GetLeases());
    }
}
