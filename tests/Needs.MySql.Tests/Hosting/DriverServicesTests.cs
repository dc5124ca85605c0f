using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Needs.AspNetCore;
#if !MYSQL_DATA
using MySqlConnector;
#endif

namespace Needs.MySql.Tests.Hosting;

/// <summary>AddNeeds with the real driver's own ways of being set up.</summary>
public class DriverServicesTests
{
#if !MYSQL_DATA
    [Fact]
    public async Task DataSourcesThatTheDriverRegistered_LendAndStayWithTheServices()
    {
        await using var db = await TestDatabase.CreateAsync();
        await using var services = new ServiceCollection()
            .AddMySqlDataSource(db.ConnectionString)
            .AddKeyedMySqlDataSource("reporting", db.ConnectionString)
            .AddNeeds(needs => needs
                .AddDatabase<MySqlDataSource>()
                .AddDatabase<MySqlDataSource>("reporting", serviceKey: "reporting"))
            .BuildServiceProvider();

        Assert.Equal(100, await Accounts.Balance(services.GetRequiredService<Database>(), 1));
        Assert.Equal(100, await Accounts.Balance(services.GetRequiredKeyedService<Database>("reporting"), 1));
        await services.GetRequiredService<Databases>().DisposeAsync();
        await using var connection = await services.GetRequiredService<MySqlDataSource>().OpenConnectionAsync();
        Assert.Equal(1, await connection.ReadAsync("SELECT 1"));
    }
#endif

    [Fact]
    public async Task TenantWhosePasswordNeedsQuotes_IsLentConnectionsOfItsOwnUser()
    {
        const string password = """a;b='c"d=e""";
        await using var db = await TestDatabase.CreateAsync();
        var server = new MySqlConnectionStringBuilder(db.ConnectionString);
        var key = new DatabaseKey($"quoted_{db.Schema[6..]}", password, server.Server, db.Schema);
        await db.ExecuteAsync($"CREATE USER {key.User} IDENTIFIED BY '{password.Replace("'", "''", StringComparison.Ordinal)}'; GRANT ALL ON {db.Schema}.* TO {key.User}");
        try
        {
            (server.UserID, server.Password, server.Server, server.Database) = ("", "", "", "");
            await using var services = new ServiceCollection()
                .AddNeeds(needs => needs.AddTenants(MySqlProviderFactory.Instance, server.ConnectionString, _ => key))
                .BuildServiceProvider();

            var database = RequestDatabase.Get(new DefaultHttpContext { RequestServices = services });

            Assert.Equal(1, await Accounts.Run(database, connection => connection.ReadAsync($"SELECT CURRENT_USER() LIKE '{key.User}@%'")));
        }
        finally
        {
            await db.ExecuteAsync($"DROP USER {key.User}");
        }
    }

    [Fact]
    public void UnquotedPassword_IsRefusedAtTheStartWithoutBeingShown()
    {
        using var services = new ServiceCollection()
            .AddNeeds(needs => needs.AddDatabase(MySqlProviderFactory.Instance, "Server=localhost;Password=hun;ter2=x;Database=shop"))
            .BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<Databases>());

        Assert.Contains("a value that contains ';' or '=' must be in quotes", error.Message);
        Assert.DoesNotContain("ter2", error.ToString());
    }
}
