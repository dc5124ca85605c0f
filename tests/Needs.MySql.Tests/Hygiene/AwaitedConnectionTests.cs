using Needs.Testing;

namespace Needs.MySql.Tests.Hygiene;

/// <summary>
/// A connection that others wait for will not be idle, and is reset when they get it: cleaning it at its return would be a round trip for
/// nothing. For drivers that reset sessions at the next loan.
/// </summary>
public sealed class AwaitedConnectionTests
{
    private const int Loans = 20;
    private const string Leftovers = "BEGIN; DO GET_LOCK('awaited', 0); SET @left = 1";

    private static readonly HandlerDescriptor Leaver = new("Shop.Orders.Leave");

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public async Task OthersWait_ConnectionIsLeftToTheDriversReset(int poolSize, bool othersWait)
    {
        await using var db = await TestDatabase.CreateAsync();
        var settings = new MySqlConnectionStringBuilder(db.ConnectionString)
        {
            AllowUserVariables = true,
            MaximumPoolSize = (uint)poolSize,
            ConnectionTimeout = 60,
        };
        await using var database = new Database(MySqlProviderFactory.Instance.CreateDataSource(settings.ConnectionString));
        using var cleanings = new StatementCount(db.Schema, "RELEASE_ALL_LOCKS");
        var clean = await HygieneHandlers.Look(database);

        for (var i = 0; i < Loans; i++)
        {
            var lease = await database.LendAsync(Leaver);
            await lease.Connection<MySqlConnection>().ExecuteAsync(Leftovers);
            var next = HygieneHandlers.Look(database);
            await lease.ReturnAsync();
            Assert.Equal(clean, await next);
        }

        // For the first one, and the second of each pair, nobody waits.
        var expected = 1 + (othersWait ? Loans : 2 * Loans);
        await Eventually.IsTrueAsync(() => cleanings.Count >= expected);
        Assert.Equal(expected, cleanings.Count);
    }
}
