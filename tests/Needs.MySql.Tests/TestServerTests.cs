using Needs.Testing.MariaDb;

namespace Needs.MySql.Tests;

public class TestServerTests
{
    [Fact]
    public async Task KilledServer_RefusesUntilItIsRestarted_AndKeepsItsData()
    {
        await using var server = await MariaDbServer.StartAsync();
        await ExecuteAsync(server, "CREATE TABLE kept (id INT PRIMARY KEY)");

        await server.KillAsync();
        await Assert.ThrowsAsync<MySqlException>(() => ExecuteAsync(server, "SELECT 1"));

        await server.RestartAsync();
        await ExecuteAsync(server, "INSERT INTO kept VALUES (1)");
    }

    private static async Task ExecuteAsync(MariaDbServer server, string sql)
    {
        await using var connection = new MySqlConnection(server.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new MySqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
