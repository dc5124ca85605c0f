namespace Needs.MySql.Tests;

public class SeveralDatabasesTests
{
    [Fact]
    public async Task HandlerOfTwoDatabases_CommitsInBoth()
    {
        await using var from = await TestDatabase.CreateAsync();
        await using var to = await TestDatabase.CreateAsync();

        await Accounts.Move(from.Database, to.Database, 30);

        Assert.Equal((70, 130), (await from.BalanceAsync(1), await to.BalanceAsync(1)));
        from.AssertAllBack();
        to.AssertAllBack();
    }

    [Fact]
    public async Task HandlerOfTwoDatabases_RollsBackInBoth()
    {
        await using var from = await TestDatabase.CreateAsync();
        await using var to = await TestDatabase.CreateAsync();

        await Assert.ThrowsAsync<InvalidTimeZoneException>(
            () => Accounts.Move(from.Database, to.Database, 30, () => throw new InvalidTimeZoneException()));

        Assert.Equal((100, 100), (await from.BalanceAsync(1), await to.BalanceAsync(1)));
        from.AssertAllBack();
        to.AssertAllBack();
    }

    [Fact]
    public async Task OneDatabaseForBoth_IsRefused()
    {
        await using var db = await TestDatabase.CreateAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => Accounts.Move(db.Database, db.Database, 30));

        db.AssertAllBack();
    }
}
