using System.Data.Common;
using Microsoft.Data.Sqlite;
using Needs;
using Storefront.Data;
using Worker;

// dotnet run --project samples/Worker                                         on sample data of its own, in memory
// dotnet run --project samples/Worker samples/Storefront/storefront.db        on the data of the Storefront sample

var connectionString = (args is [var file, ..]
    ? new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite }
    : new SqliteConnectionStringBuilder { DataSource = "night", Mode = SqliteOpenMode.Memory, Cache = SqliteCacheMode.Shared }).ToString();
try
{
    await using var memory = new SqliteConnection(connectionString); // what is in memory lives as long as one connection to it
    await memory.OpenAsync();

    await using var database = new Database(SqliteFactory.Instance.CreateDataSource(connectionString));
    await Schema.Create(database);
    await Seed.FillIfEmpty(database);

    await Night.RunAsync(database, Console.Out);
    return 0;
}
catch (DbException refused)
{
    Console.Error.WriteLine($"The night shift was called off: {refused.Message}");
    return 1;
}
