using Microsoft.Data.Sqlite;

namespace Storefront;

/// <summary>
/// Where photos are kept: beside the SQLite file, or in the folder that <c>--photos</c> names. Each has a name of the shop's making.
/// </summary>
public sealed record PhotoFolder(string Path)
{
    public string NewFile()
    {
        Directory.CreateDirectory(Path);
        return Guid.NewGuid().ToString("N");
    }

    public string PathOf(string file) => System.IO.Path.Combine(Path, file);

    public static PhotoFolder From(IConfiguration configuration, IHostEnvironment environment, StoreDatabase store) =>
        new(System.IO.Path.GetFullPath(configuration["photos"] ?? "photos", Beside(store) ?? environment.ContentRootPath));

    private static string? Beside(StoreDatabase store) =>
        store.Driver is SqliteFactory ? System.IO.Path.GetDirectoryName(store.Place) : null;
}
