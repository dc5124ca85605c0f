namespace Needs.Samples.Tests.Running;

/// <summary>One Storefront on SQLite and one browser, for all tests that leave no mark which others would see.</summary>
public sealed class SqliteStore : IAsyncLifetime
{
    public const string Name = "Storefront on SQLite";

    public Store Store { get; private set; } = null!;

    public Browser Browser { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Store = await Store.OnSqliteAsync();
        Browser = await Browser.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await Browser.DisposeAsync();
        await Store.DisposeAsync();
    }
}

[CollectionDefinition(SqliteStore.Name)]
public sealed class SqliteStoreTests : ICollectionFixture<SqliteStore>;
