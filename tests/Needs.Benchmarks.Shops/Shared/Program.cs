using Microsoft.Data.Sqlite;
using Needs.Benchmarks.Shops;
using Storefront.Data;

// ByNeeds FILE: says where it listens as soon as it does. ByNeeds FILE --fill: makes the file.
var connectionString = new SqliteConnectionStringBuilder { DataSource = args[0], Pooling = args.Length == 1 }.ToString();
if (args is [_, "--fill"])
{
    await using var db = new SqliteConnection(connectionString);
    await db.OpenAsync();
    await Schema.Create(db);
    await using var transaction = await db.BeginTransactionAsync();
    await Seed.FillIfEmpty(db, transaction);
    await transaction.CommitAsync();
    return;
}

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, ShopJson.Default));
Wiring.Add(builder.Services, SqliteFactory.Instance, connectionString);

var app = builder.Build();
Wiring.Map(app);
await app.StartAsync();
Console.WriteLine(app.Urls.First());
await app.WaitForShutdownAsync();
