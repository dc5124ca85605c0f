using Needs.Testing.MariaDb;

namespace Needs.MySql.Tests.Hostile;

public sealed class LendFailsTests
{
    private const string Secret = "hunter2";

    public static TheoryData<string> Mistakes => ["password", "user", "host", "port", "database"];

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task WrongCredentialsOrAddress_FailTheLoanWithTheDriversErrorAndLendNothing(string mistake)
    {
        var text = new MySqlConnectionStringBuilder(await MariaDbServer.SharedAsync()) { ConnectionTimeout = 5 };
        switch (mistake)
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
            var error = await Assert.ThrowsAnyAsync<MySqlException>(() => HostileHandlers.RunInTransaction(database, (_, _) =>
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
