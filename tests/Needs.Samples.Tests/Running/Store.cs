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

    /// <summary>The names of the photos that are kept.</summary>
    public IReadOnlyList<string> Photos => _folder is { } folder && Directory.Exists(folder.Photos)
        ? [.. Directory.EnumerateFileSystemEntries(folder.Photos).Select(Path.GetFileName)!]
        : [];

    /// <summary>With an SQLite file of its own, deleted at the end.</summary>
    /// <param name="withoutTable">A table that is dropped once the shop is open.</param>
    /// <param name="arguments">More of the command line.</param>
    public static async Task<Store> OnSqliteAsync(string? withoutTable = null, params string[] arguments)
    {
        var folder = new TempFolder();
        var store = await OpenAsync(folder, ["--sqlite", folder.StoreFile, .. arguments]);
        if (withoutTable is not null) await DropAsync(folder.StoreFile, withoutTable);
        return store;
    }

    /// <summary>With its photos in a folder of its own, deleted at the end.</summary>
    /// <param name="connectionString">Its database.</param>
    /// <param name="settings">More of the command line.</param>
    public static Task<Store> OnMySqlAsync(string connectionString, params string[] settings)
    {
        var folder = new TempFolder();
        return OpenAsync(folder, ["--mysql", connectionString, "--photos", folder.Photos, .. settings]);
    }

    public static Task<Store> OnSqliteFileAsync(string path) => OpenAsync(null, "--sqlite", path);

    /// <summary>Waits until no connection is lent. A request whose client went away may take a moment to end.</summary>
    public async Task AssertNothingLentAsync()
    {
        for (var tries = 0; tries < 1000; tries++)
        {
            if ((await Http.GetStringAsync("/orders")).Contains("Connections lent while this page is written: 0,", StringComparison.Ordinal)) return;
            await Task.Delay(50);
        }
        Assert.Fail("A connection is still lent.");
    }

    public Task AssertPrintsAsync(string text) => _process.AssertPrintsAsync(text);

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
