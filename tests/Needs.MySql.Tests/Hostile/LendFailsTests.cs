using Needs.Testing.MariaDb;

namespace Needs.MySql.Tests.Hostile;

public class LendFailsTests
{
    private const string Secret = "hunter2";

    [Theory]
    [InlineData("password")]
    [InlineData("user")]
    [InlineData("host")]
    [InlineData("port")]
    [InlineData("database")]
    public async Task WrongAddressOrCredentials_GiveTheDriversErrorAndLendNothing(string wrong)
    {
        var text = new MySqlConnectionStringBuilder(await MariaDbServer.SharedAsync()) { ConnectionTimeout = 5 };
        switch (wrong)
        {
            case "password": text.Password = Secret; break;
            case "user": (text.UserID, text.Password) = ("nobody", Secret); break;
            case "host": text.Server = "no-such-host.invalid"; break;
            case "port": text.Port = 1; break;
            case "database": text.Database = "no_such_database"; break;
        }
        await using var database = new Database(MySqlProviderFactory.Instance.CreateDataSource(text.ConnectionString));
        var wasRun = false;

        for (var attempt = 0; attempt < 3; attempt++)
        {
            var error = await Assert.ThrowsAnyAsync<MySqlException>(() => Accounts.RunInTransaction(database, (_, _) =>
            {
                wasRun = true;
                return Task.CompletedTask;
            }));
            Assert.DoesNotContain(Secret, error.ToString());
        }

        Assert.False(wasRun);
        Assert.Equal(0, database.LeaseCount);
    }
}
