using Microsoft.Data.Sqlite;

namespace Needs.Samples.Tests.Running;

/// <summary>A running Storefront and a client for it.</summary>
public sealed class Store : IAsyncDisposable
{
    private readonly SampleProcess _process;
    private readonly TempFolder? _folder;

    private Store(SampleProcess process, string openLine, TempFolder? folder)
    {
        _process = process;
        _folder = folder;
        Http = new HttpClient { BaseAddress = new Uri(openLine[openLine.IndexOf("http", StringComparison.Ordinal)..].Trim()) };
    }

    public HttpClient Http { get; }

    public string Address => Http.BaseAddress!.GetLeftPart(UriPartial.Authority);

    public string Printed => _process.Printed;

    /// <summary>With an SQLite file of its own, deleted at the end.</summary>
    /// <param name="withoutTable">A table that is dropped once the shop is open.</param>
    public static async Task<Store> OnSqliteAsync(string? withoutTable = null)
    {
        var folder = new TempFolder();
        var store = await OpenAsync(folder, "--sqlite", folder.StoreFile);
        if (withoutTable is not null) await DropAsync(folder.StoreFile, withoutTable);
        return store;
    }

    public static Task<Store> OnMySqlAsync(string connectionString) => OpenAsync(null, "--mysql", connectionString);

    public static Task<Store> OnSqliteFileAsync(string path) => OpenAsync(null, "--sqlite", path);

    public Task<int> StopAsync() => _process.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _process.DisposeAsync();
        _folder?.Dispose();
    }

    private static async Task DropAsync(string file, string table)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"DROP TABLE {table}";
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<Store> OpenAsync(TempFolder? folder, params string[] arguments)
    {
        var (process, line) = await SampleProcess.StartAsync("Storefront", "Storefront is open:", ["--urls", "http://127.0.0.1:0", .. arguments]);
        return new Store(process, line, folder);
    }
}
